"""An objection to a member, the decision on it, and an exclusion without one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.typed.text_fields import TextField
from grants.forms.paper.letter import PaperLetterForm, letter_scan
from grants.models import Application
from scoring.actions._scoring import MOST_CHARACTERS
from scoring.models import CommitteeMember

UPHELD, REJECTED = "upheld", "rejected"


def _reason(label: Any, required: Any, help_text: Any) -> TextField:
    return TextField(
        label=label,
        max_length=MOST_CHARACTERS,
        help_text=help_text,
        error_messages={"required": required},
        widget=forms.Textarea({"rows": 5}),
    )


class ObjectionForm(forms.Form):
    """Of an applicant, to one of `members`."""

    member = forms.ChoiceField(
        label=_("Member of the committee"),
        widget=forms.RadioSelect(attrs={"data-small": True}),
        error_messages={"required": _("Choose the member.")},
    )
    reason = _reason(
        _("What makes you doubt the impartiality"),
        _("Write what makes you doubt the impartiality."),
        _("Read by whoever decides and by the auditor, not by the member."),
    )

    def __init__(self, members: Sequence[CommitteeMember], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._members = {str(one.pk): one for one in members}
        who: Any = self.fields["member"]
        who.choices = [
            (key, f"{one.user}, {one.get_role_display()}") for key, one in self._members.items()
        ]

    def chosen(self) -> CommitteeMember:
        return self._members[self.cleaned_data["member"]]


class ObjectionDecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=pgettext_lazy("objection", "Decision"),
        choices=[
            (UPHELD, _("Upheld: the member neither reads nor judges this application")),
            (REJECTED, _("Rejected: the member goes on")),
        ],
        widget=forms.RadioSelect(attrs={"data-small": True}),
        error_messages={"required": _("Choose how you decide.")},
    )
    reason = _reason(
        _("Reason"),
        _("Write why you decide so."),
        _("Read by the applicant and, where it is upheld, by the member."),
    )

    def __init__(self, *args: Any, is_judge: bool, **kwargs: Any) -> None:
        """`is_judge` says whether the member would go on where it is rejected."""
        super().__init__(*args, **kwargs)
        if not is_judge:
            outcome: Any = self.fields["outcome"]
            outcome.choices = [
                (UPHELD, pgettext_lazy("objection", "Upheld")),
                (REJECTED, pgettext_lazy("objection", "Rejected")),
            ]
            outcome.help_text = _(
                "The member does not judge this application any more, for another reason:"
                " the decision only closes the objection."
            )

    @property
    def is_upheld(self) -> bool:
        return bool(self.cleaned_data["outcome"] == UPHELD)


class _OneOfEach(forms.Form):
    """One of `members` and one of `applications`, which come with the names of who applied."""

    application = forms.ChoiceField(
        label=_("Application"), error_messages={"required": _("Choose the application.")}
    )
    member = forms.ChoiceField(
        label=_("Member of the committee"), error_messages={"required": _("Choose the member.")}
    )

    def __init__(
        self,
        applications: Mapping[Application, str],
        members: Sequence[CommitteeMember],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._applications = {str(one.pk): one for one in applications}
        self._members = {str(one.pk): one for one in members}
        application: Any = self.fields["application"]
        application.choices = [
            ("", _("Choose")),
            *((str(one.pk), f"{one.number} {name}".strip()) for one, name in applications.items()),
        ]
        member: Any = self.fields["member"]
        member.choices = [
            ("", _("Choose")),
            *((key, f"{one.user}, {one.get_role_display()}") for key, one in self._members.items()),
        ]

    def chosen(self) -> tuple[Application, CommitteeMember]:
        given = self.cleaned_data
        return self._applications[given["application"]], self._members[given["member"]]


class ExclusionForm(_OneOfEach):
    reason = _reason(
        _("Reason"), _("Write why you decide so."), _("Read by the member; it stays in the file.")
    )


class PaperObjectionForm(_OneOfEach, PaperLetterForm):
    """An objection that came on paper."""

    reason = _reason(
        _("What the objection says"),
        _("Write what the objection says."),
        _("As it stands on the paper. Read by whoever decides and by the auditor."),
    )
    scan = letter_scan(_("Scan of the objection"), _("Add the scan of the objection, as one PDF."))
