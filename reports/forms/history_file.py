"""The first step of an import: the file of the list, and where it is from."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import LineField
from applicants.files.check import FileRefused
from grants.forms.fields import YearField
from grants.models import Funder
from reports.history.rows import FIRST_YEAR, LAST_YEAR
from reports.history.sent_list import read_sent_list
from reports.history.table_file import (
    LARGEST_MB,
    MOST_ROWS,
    ListTable,
    TableFault,
    TableRefused,
)
from reports.models import HistoricImport

_FILE_FAULTS = {
    TableFault.TOO_LARGE: _("The file is too large. At most %(mb)s MB can be read."),
    TableFault.EMPTY: _("The file holds no list: it needs a row of headings and rows below it."),
    TableFault.UNREADABLE: _(
        "The file cannot be read as a list. Save it as CSV in UTF-8 or as XLSX."
    ),
    TableFault.TOO_MANY_ROWS: _("The list is too long. Part it: at most %(rows)s rows in a file."),
    TableFault.TOO_MANY_COLUMNS: _("The list has more than 100 columns. Leave out what is empty."),
    TableFault.SWELLS: _("The file is far larger inside than it looks. Save it as CSV in UTF-8."),
    TableFault.ENDLESS: _("The file takes too long to read. Save it as CSV in UTF-8."),
    TableFault.NOT_NOW: _("The file cannot be read just now. Send it once more in a minute."),
}
_ENCODINGS = [
    ("", _("found out by itself")),
    ("utf-8", "UTF-8"),
    ("cp1250", "Windows-1250"),
    ("cp1252", "Windows-1252"),
]


class ListForm(forms.Form):
    """The file and where it is from. `table` is what was read of it."""

    funder = forms.ModelChoiceField(
        label=_("Funder"),
        queryset=Funder.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the funder.")},
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
        label=_("Source"),
        max_length=200,
        help_text=_("Who has published the list."),
        error_messages={"required": _("Write who has published the list.")},
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
        error_messages={"required": _("Write the licence or the terms of use.")},
        help_text=_("It stands beside the data. Without a right to publish them, do not import."),
    )
    year = YearField(
        label=_("Year"),
        minimum=FIRST_YEAR,
        maximum=LAST_YEAR,
        required=False,
        help_text=_("Leave it empty where the list has a column for the year."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, funders: Sequence[Funder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table: ListTable | None = None
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
            self.table = read_sent_list(name, self.content, encoding)
        except TableRefused as refused:
            self.add_error("file", ValidationError(_FILE_FAULTS[refused.code], params=values))
        except FileRefused as refused:
            self.add_error("file", str(refused))
