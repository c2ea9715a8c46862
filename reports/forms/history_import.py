"""The four steps of an import: the file, its columns, what stays out, why it is undone."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.text_fields import LineField, TextField
from applicants.file_check import FileRefused
from grants.formfields import NumberField
from grants.models import Funder
from reports.history.headings import TARGETS
from reports.history.rows import FIRST_YEAR, LAST_YEAR, Reading
from reports.history.table_file import (
    LARGEST_MB,
    MOST_ROWS,
    Table,
    TableFault,
    TableRefused,
    read_table,
)
from reports.models import AmountMeaning, HistoricImport

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
_FILE_FAULTS = {
    TableFault.TOO_LARGE: _("The file is too large. At most %(mb)s MB can be read."),
    TableFault.EMPTY: _("The file holds no list: it needs a row of headings and rows below it."),
    TableFault.UNREADABLE: _(
        "The file cannot be read as a list. Save it as CSV in UTF-8 or as XLSX."
    ),
    TableFault.TOO_MANY_ROWS: _("The list is too long. Part it: at most %(rows)s rows in a file."),
    TableFault.TOO_MANY_COLUMNS: _("The list has more than 100 columns. Leave out what is empty."),
}
_ENCODINGS = [
    ("", _("found out by itself")),
    ("utf-8", "UTF-8"),
    ("cp1250", "Windows-1250"),
    ("cp1252", "Windows-1252"),
]
MOST_SUSPECTS = 300
_ROWS = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?", re.ASCII)


class ListForm(forms.Form):
    """The file and where it is from. `table` is what was read of it."""

    funder = forms.ModelChoiceField(
        label=_("Funder"), queryset=Funder.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=_("List of awards"),
        help_text=_("CSV or XLSX, at most 10 MB and 20,000 rows, headings in one row."),
        error_messages={
            "required": _("Choose the file of the list."),
            "missing": _("Choose the file of the list."),
            "empty": _("The file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    encoding = forms.ChoiceField(
        label=_("Letters of the file"),
        choices=_ENCODINGS,
        required=False,
        help_text=_("Choose only where letters such as č or è come out wrong."),
    )
    source_name = LineField(
        label=_("Source"), max_length=200, help_text=_("Who has published the list.")
    )
    source_place = LineField(
        label=_("Where it can be found"),
        max_length=300,
        required=False,
        help_text=_("Title or address of the publication, as readers should see it."),
    )
    licence = LineField(
        label=_("Licence or terms of use"),
        max_length=200,
        help_text=_("It stands beside the data. Without a right to publish them, do not import."),
    )
    year = NumberField(
        label=_("Year"),
        minimum=FIRST_YEAR,
        maximum=LAST_YEAR,
        required=False,
        help_text=_("Leave it empty where the list has a column for the year."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, funders: Sequence[Funder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table: Table | None = None
        self.content = b""
        # The import that brought the same file before, for the link on the page.
        self.known: HistoricImport | None = None
        choice: Any = self.fields["funder"]
        choice.queryset = Funder.objects.filter(pk__in=[one.pk for one in funders])
        if len(funders) == 1:
            choice.initial, choice.widget = funders[0].pk, forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        upload: UploadedFile | None = given.get("file")
        if upload is not None and upload.name:
            # Never more than the largest file is taken into memory.
            self.content = upload.read(LARGEST_MB * 1_000_000 + 1)
            self._read(upload.name, str(given.get("encoding") or ""))
        return given

    def _read(self, name: str, encoding: str) -> None:
        values = {"mb": LARGEST_MB, "rows": MOST_ROWS}
        try:
            self.table = read_table(name, self.content, encoding)
        except TableRefused as refused:
            self.add_error("file", ValidationError(_FILE_FAULTS[refused.code], params=values))
        except FileRefused as refused:
            self.add_error("file", str(refused))


class ColumnsForm(forms.Form):
    """Which column is which; `headings` are the cells of the row of headings."""

    operational = LineField(
        label=_("Words for regular operation"),
        required=False,
        max_length=500,
        help_text=_("As they stand in the list, parted by commas."),
    )
    project = LineField(
        label=_("Words for projects"),
        required=False,
        max_length=500,
        help_text=_("As they stand in the list, parted by commas."),
    )
    kind_of_all = forms.ChoiceField(
        label=_("Where no column says the kind"),
        required=False,
        choices=[
            ("", _("the list does not say it")),
            ("operational", _("all is regular operation")),
            ("project", _("all are projects")),
        ],
    )
    persons = LineField(
        label=_("Words for natural persons"),
        required=False,
        max_length=500,
        help_text=_("As they stand in the list, parted by commas. Names of people are not kept."),
    )
    meaning = forms.ChoiceField(
        label=_("What the second amount is"),
        choices=AmountMeaning.choices,
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
        both = set(_parted(given.get("operational"))) & set(_parted(given.get("project")))
        if both:
            self.add_error("project", _("A word cannot mean both."))
        return given

    def reading(self) -> Reading:
        given = self.cleaned_data
        return Reading(
            head=self.head,
            columns=self._columns(given),
            operational=_parted(given["operational"]),
            project=_parted(given["project"]),
            persons=_parted(given["persons"]),
            kind_of_all=given["kind_of_all"],
            decimal=given["decimal"],
            year=self.year,
        )

    @staticmethod
    def _columns(given: dict[str, Any]) -> dict[str, int]:
        found = {target: given.get(f"column_{target}") for target in TARGETS}
        return {target: int(place) for target, place in found.items() if place}


class ConfirmForm(forms.Form):
    """What the officer says before a list becomes public. `suspects` are (row, name)."""

    persons = forms.MultipleChoiceField(
        label=_("Natural persons: their names are not published"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-small": True}),
    )
    more_persons = LineField(
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
        self, *args: Any, suspects: Sequence[tuple[int, str]], faulty: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
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
        for part in _parted(self.cleaned_data["more_persons"]):
            match = _ROWS.fullmatch(part)
            if match is None:
                raise ValidationError(_("Write numbers of rows, such as 12, 45-47."))
            first, last = int(match[1]), int(match[2] or match[1])
            if last - first > MOST_ROWS:
                raise ValidationError(_("Write numbers of rows, such as 12, 45-47."))
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


def _parted(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]
