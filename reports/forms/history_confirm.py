"""The last steps of an import: what stays out when it becomes public, and why it is undone."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import IdentifierField, TextField
from reports.forms.history_columns import parted
from reports.history.table_file import MOST_ROWS

MOST_SUSPECTS = 300
_ROWS = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?", re.ASCII)


class ConfirmForm(forms.Form):
    """What the officer says before a list becomes public.

    `suspects` are (row, name), `rows` the numbers of all rows: a number mistyped in the list of
    natural persons would make a name public.
    """

    persons = forms.MultipleChoiceField(
        label=_("Natural persons: their names are not published"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-small": True}),
    )
    more_persons = IdentifierField(
        label=_("Other rows with a natural person"),
        required=False,
        max_length=2000,
        help_text=_("Numbers of rows, such as 12, 45-47."),
    )
    without_faulty = forms.BooleanField(required=False)
    confirmed = forms.BooleanField(
        label=_("I have looked through the list; all other recipients are organisations"),
        error_messages={"required": _("Confirm that you have looked through the list.")},
    )

    def __init__(
        self,
        *args: Any,
        suspects: Sequence[tuple[int, str]],
        faulty: int,
        rows: Collection[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        # Rows beyond those that a person can look through stay without their names.
        self.unshown = {row for row, _name in suspects[MOST_SUSPECTS:]}
        shown = suspects[:MOST_SUSPECTS]
        choice: Any = self.fields["persons"]
        choice.choices = [(str(row), f"{row}: {name}") for row, name in shown]
        choice.initial = [str(row) for row, _name in shown]
        if not shown:
            del self.fields["persons"]
        if faulty:
            words = _("Import the good rows; faulty rows stay out: %(count)s")
            self.fields["without_faulty"].label = words % {"count": faulty}
        else:
            del self.fields["without_faulty"]

    def clean_more_persons(self) -> set[int]:
        found: set[int] = set()
        for part in parted(self.cleaned_data["more_persons"]):
            match = _ROWS.fullmatch(part)
            if match is None:
                raise ValidationError(_("Write numbers of rows, such as 12, 45-47."))
            first, last = int(match[1]), int(match[2] or match[1])
            if not first <= last <= first + MOST_ROWS:
                raise ValidationError(_("Write numbers of rows, such as 12, 45-47."))
            for row in (first, last):
                if row not in self.rows:
                    words = _("There is no row %(row)s in the list.")
                    raise ValidationError(words, params={"row": row})
            found |= set(range(first, last + 1))
        return found

    def rows_of_persons(self) -> set[int]:
        given = self.cleaned_data
        return {*map(int, given.get("persons") or []), *given["more_persons"], *self.unshown}


class UndoForm(forms.Form):
    reason = TextField(
        label=_("Reason"),
        max_length=500,
        error_messages={"required": _("Say why the import is undone.")},
        help_text=_("It stays in the file of the import; the ledger keeps its imprint."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
