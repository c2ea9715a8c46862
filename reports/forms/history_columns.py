"""The second step of an import: which column of the list is which, and what its words mean."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import LineField
from reports.history.headings import TARGETS
from reports.history.rows import ListReading
from reports.models import AmountMeaning

TARGET_WORDS = {
    "organisation": _("Recipient"),
    "organisation_number": _("Number of the recipient"),
    "requested": _("Amount requested"),
    "awarded": _("Amount granted, proposed or paid out"),
    "kind": _("Kind: regular operation or project"),
    "theme": _("Theme"),
    "purpose": _("Purpose or title"),
    "year": _("Year"),
    "number": _("Number of the application"),
    "recipient": _("Organisation or natural person"),
}
_AS_THEY_STAND = _("As they stand in the list, parted by commas.")


def parted(text: str | None) -> list[str]:
    """What somebody has written between commas."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _words_field(label: Promise, help_text: Promise = _AS_THEY_STAND) -> LineField:
    return LineField(label=label, required=False, max_length=500, help_text=help_text)


class ColumnsForm(forms.Form):
    """Which column is which; `headings` are the cells of the row of headings."""

    operational = _words_field(_("Words for regular operation"))
    project = _words_field(_("Words for projects"))
    kind_of_all = forms.ChoiceField(
        label=_("Where no column says the kind"),
        required=False,
        choices=[
            ("", _("the list does not say it")),
            ("operational", _("all is regular operation")),
            ("project", _("all are projects")),
        ],
    )
    persons = _words_field(
        _("Words for natural persons"),
        _("As they stand in the list, parted by commas. Names of people are not kept."),
    )
    meaning = forms.ChoiceField(
        label=_("What the second amount is"),
        choices=AmountMeaning.choices,
        error_messages={"required": _("Choose what the second amount is.")},
        widget=forms.RadioSelect,
        help_text=_("It is published under exactly this word."),
    )
    decimal = forms.ChoiceField(
        label=_("How amounts are written"),
        required=False,
        choices=[
            ("", _("read each by itself; doubtful ones are faults")),
            ("comma", "1.234,56"),
            ("point", "1,234.56"),
        ],
    )

    def __init__(
        self, *args: Any, headings: Sequence[str], head: int, year: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.head, self.year = head, year
        columns = [
            (str(place), heading or str(_("Column %(number)s") % {"number": place + 1}))
            for place, heading in enumerate(headings)
        ]
        for target in TARGETS:
            self.fields[f"column_{target}"] = forms.ChoiceField(
                label=TARGET_WORDS[target],
                choices=[("", _("no column")), *columns],
                required=target == "organisation",
                error_messages={"required": _("Choose the column of the recipient.")},
            )
        self.order_fields(
            [
                *(f"column_{target}" for target in ("organisation", "organisation_number")),
                *("column_requested", "column_awarded", "meaning", "decimal", "column_year"),
                *("column_kind", "operational", "project", "kind_of_all", "column_theme"),
                *("column_purpose", "column_number", "column_recipient", "persons"),
            ]
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        columns = self._columns(given)
        for target, place in columns.items():
            twice = [other for other, where in columns.items() if where == place]
            if target != twice[0]:
                words = _("This column is chosen for %(other)s already.")
                other = str(TARGET_WORDS[twice[0]])
                self.add_error(f"column_{target}", ValidationError(words, params={"other": other}))
        if "requested" not in columns and "awarded" not in columns:
            self.add_error("column_awarded", _("Choose a column with amounts."))
        if "year" not in columns and self.year is None:
            self.add_error("column_year", _("Choose the column of the year."))
        if "kind" in columns and not (given.get("operational") or given.get("project")):
            self.add_error("operational", _("Write which words of the list mean it."))
        both = set(parted(given.get("operational"))) & set(parted(given.get("project")))
        if both:
            self.add_error("project", _("A word cannot mean both."))
        return given

    def reading(self) -> ListReading:
        given = self.cleaned_data
        return ListReading(
            head=self.head,
            columns=self._columns(given),
            operational=parted(given["operational"]),
            project=parted(given["project"]),
            persons=parted(given["persons"]),
            kind_of_all=given["kind_of_all"],
            decimal=given["decimal"],
            year=self.year,
        )

    @staticmethod
    def _columns(given: dict[str, Any]) -> dict[str, int]:
        found = {target: given.get(f"column_{target}") for target in TARGETS}
        return {target: int(place) for target, place in found.items() if place}
