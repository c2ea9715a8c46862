"""The statement on conflicts of interest, in one form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import TextField
from scoring.forms.later_field import LaterField
from scoring.selectors.committee.conflicts import ConflictRow

YES, NO = "yes", "no"
MOST_CHARACTERS = 2000


class ConflictsForm(forms.Form):
    """`answer-<code>` for each application; `reason-<code>` too where something matches.

    Who is no `member` of the committee is asked only where something matches.
    """

    use_required_attribute = False

    def __init__(
        self, *args: Any, rows: Sequence[ConflictRow], member: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        waiting = [row for row in rows if not row.is_declared and (member or row.matches)]
        self.rows = [row for row in waiting if not row.steps_out]
        self.waits = bool(waiting if member else self.rows)
        for row in self.rows:
            self.fields[f"answer-{row.code}"] = _answer(row.label)
            if row.matches:
                self.fields[f"reason-{row.code}"] = _reason()
        self.fields["statement"] = forms.BooleanField(
            label=_(
                "I declare that I have named every reason that I know of, and that I will report"
                " a new one at once."
            ),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Every application needs an answer, the whole its mark; the words say at which place."""
        found = super().clean() or {}
        for row in self.rows:
            name = f"answer-{row.code}"
            if not found.get(name) and name not in self.errors:
                words = _("Answer for %s: is there a conflict?") % row.label
                self.add_error(name, forms.ValidationError(words, code="unanswered"))
        if not found.get("statement"):
            fault = _("Confirm the statement with the mark beside it.")
            self.add_error("statement", forms.ValidationError(fault, code="unconfirmed"))
        return found

    def answers(self) -> dict[int, tuple[bool, str]]:
        """What was said, for the action; what was left open is not in it."""
        said = {}
        for row in self.rows:
            answer = self.cleaned_data.get(f"answer-{row.code}")
            if answer:
                reason = self.cleaned_data.get(f"reason-{row.code}") or ""
                said[row.application.pk] = (answer == YES, reason)
        return said

    def answer_of(self, row: ConflictRow) -> BoundField:
        return self[f"answer-{row.code}"]

    def reason_of(self, row: ConflictRow) -> BoundField:
        return self[f"reason-{row.code}"]

    @property
    def matched(self) -> list[dict[str, Any]]:
        return [
            {"row": row, "answer": self.answer_of(row), "reason": self.reason_of(row)}
            for row in self.rows
            if row.matches
        ]

    @property
    def others(self) -> list[dict[str, Any]]:
        return [{"row": row, "answer": self.answer_of(row)} for row in self.rows if not row.matches]


class NewConflictForm(forms.Form):
    """A conflict that came to light after the statement."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, rows: Sequence[ConflictRow], member: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        new = [row for row in rows if _may_be_new(row, member)]
        self._key_of = {row.code: row.application.pk for row in new}
        choices = [(row.code, row.full_label) for row in new]
        self.fields["application"] = forms.ChoiceField(
            label=_("Application"),
            choices=[("", _("Choose")), *choices],
            error_messages={"required": _("Choose the application.")},
        )
        self.fields["new_reason"] = TextField(
            label=_("Explanation"),
            max_length=MOST_CHARACTERS,
            help_text=_("Public is only that you step out; the explanation stays in the file."),
            error_messages={"required": _("Explain the conflict.")},
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def answers(self) -> dict[int, tuple[bool, str]]:
        found = self.cleaned_data
        return {self._key_of[found["application"]]: (True, found["new_reason"])}


def _may_be_new(row: ConflictRow, member: bool) -> bool:
    """Who said "none", and outside the committee, whom nothing was asked."""
    if row.declaration is not None:
        return not row.declaration.in_conflict
    return not member and not row.matches and not row.steps_out


def _answer(label: str) -> forms.Field:
    return forms.ChoiceField(
        label=_("Answer for %(number)s") % {"number": label},
        choices=[(YES, _("There is a conflict, I step out")), (NO, _("There is no conflict"))],
        widget=forms.RadioSelect(
            attrs={
                "data-inline": True,
                "data-small": True,
                "data-legend": "m-visually-hidden",
            }
        ),
        required=False,
    )


def _reason() -> forms.Field:
    return LaterField(
        label=_("Explanation"),
        max_length=MOST_CHARACTERS,
        help_text=_("Public is only whether you step out; the explanation stays in the file."),
        widget=forms.TextInput,
    )
