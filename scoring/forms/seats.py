"""A seat of the committee ends, or is given to somebody else."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.typed.address import AddressField
from accounts.typed.person_name import PersonNameField
from accounts.typed.text_fields import IdentifierField, LineField, TextField
from grants.forms.fields import DayField
from scoring.actions._scoring import MOST_CHARACTERS
from scoring.actions.committee._leaving import PaperDecision
from scoring.actions.committee.give_seat import Taker
from scoring.forms.appointment import person_at
from scoring.models import CommitteeMember, LeftWhy

_WHY = {
    LeftWhy.DISMISSED: _("Dismissed, by a decision"),
    LeftWhy.REPLACED: _("Replaced by somebody else, by a decision"),
    LeftWhy.EXCUSED: _("Excused: ill, away or otherwise not able to go on"),
}
SOMEBODY_NEW = "new"


class LeavingForm(forms.Form):
    """`choices` are those that the person may take: the chair only excuses."""

    why = forms.ChoiceField(
        label=_("What happens"),
        widget=forms.RadioSelect(attrs={"data-small": True}),
        error_messages={"required": _("Choose what happens.")},
    )
    decision = IdentifierField(
        label=_("Number of the decision"),
        max_length=120,
        required=False,
        help_text=_("Not needed for somebody who is excused."),
    )
    day = DayField(
        label=_("Day of the decision"),
        help_text=_("Of somebody who is excused the day on which you do it."),
    )
    reason = TextField(
        label=_("Reason"),
        max_length=MOST_CHARACTERS,
        help_text=_("It stays in the file and is read by the staff of the call and by who leads."),
        error_messages={"required": _("Write why the member leaves.")},
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, choices: Sequence[LeftWhy], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        why: Any = self.fields["why"]
        why.choices = [(one.value, _WHY[one]) for one in choices]
        if len(choices) == 1:
            why.initial = choices[0].value

    def decided(self) -> PaperDecision:
        return PaperDecision(self.cleaned_data["decision"], self.cleaned_data["day"])


class GivingForm(forms.Form):
    """`known` sit in the committee and may take the seat."""

    who = forms.ChoiceField(
        label=_("Who takes the seat"),
        widget=forms.RadioSelect(attrs={"data-small": True}),
        error_messages={"required": _("Choose who takes the seat.")},
    )
    email = AddressField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Of somebody who does not sit in the committee yet."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = PersonNameField(
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Needed for somebody who has no account here yet: an invitation is sent."),
    )
    address = LineField(
        label=_("Home address"),
        max_length=200,
        required=False,
        help_text=_("Compared with the applicants to find conflicts of interest."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    other_memberships = LineField(
        label=_("Memberships in organisations"),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    decision = IdentifierField(
        label=_("Number of the decision"),
        max_length=120,
        error_messages={"required": _("Enter the number of the decision.")},
    )
    day = DayField(label=_("Day of the decision"))

    def __init__(self, known: Sequence[CommitteeMember], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = {str(one.pk): one for one in known}
        who: Any = self.fields["who"]
        who.choices = [
            *((key, f"{one.user}, {one.get_role_display()}") for key, one in self._known.items()),
            (SOMEBODY_NEW, _("Somebody else")),
        ]
        if not known:
            who.initial = SOMEBODY_NEW

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("who") == SOMEBODY_NEW and "email" not in self.errors:
            self._find_person(given)
        return given

    def _find_person(self, given: dict[str, Any]) -> None:
        if not given.get("email"):
            self.add_error("email", _("Enter the e-mail address."))
        elif "name" not in self.errors:
            try:
                given["user"] = person_at(given["email"], given["name"])
            except ValidationError as error:
                self.add_error("name", error)

    def taker(self) -> Taker:
        given = self.cleaned_data
        known = self._known.get(given["who"])
        if known is not None:
            return Taker(known.user)
        return Taker(given["user"], given["address"], given["other_memberships"])

    def decided(self) -> PaperDecision:
        return PaperDecision(self.cleaned_data["decision"], self.cleaned_data["day"])
