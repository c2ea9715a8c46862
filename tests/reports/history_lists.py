"""Lists of past awards as funders publish them, and the steps to have them in the register."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from grants.models import Funder
from reports.actions.import_history import import_history
from reports.actions.map_import import map_import
from reports.actions.prepare_import import prepare_import
from reports.history.headings import guess_columns
from reports.history.rows import ListReading
from reports.history.table_file import read_table
from reports.models import AmountMeaning, HistoricImport
from tests.personas import bonaca, person

LIST = (
    "Leto;Prejemnik;Matična številka;Vrsta;Področje;Namen;Zaprošeno;Odobreno\r\n"
    "2024;Pihalni orkester Bonaca;5000001000;redno delovanje;kultura;Program;4.000,00;3.500,00\r\n"
    "2024;Športno društvo Čigra;5000002000;projekt;šport;Tek ob morju;1.200,50 €;\r\n"
    "2025;Circolo Città;5000003000;projekt;kultura;Mostra;900;0\r\n"
)
ABOUT = {"source_name": "Občina Bonaca", "source_place": "Uradni list 3", "licence": "CC BY 4.0"}


def upload(text: str | bytes, name: str = "seznam.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def a_prepared_list(
    text: str = LIST, *, funder: Funder | None = None, year: int | None = None, **changes: object
) -> HistoricImport:
    """With the columns that the headings suggest; `changes` are other parts of the reading."""
    content = text.encode()
    table = read_table("seznam.csv", content)
    batch = prepare_import(
        funder=funder or bonaca(),
        name="seznam.csv",
        content=content,
        table=table,
        about=ABOUT,
        year=year,
        actor=person("Ada"),
    )
    said = {
        "head": 0,
        "columns": guess_columns(table.rows[0][1]),
        "operational": ["redno delovanje"],
        "project": ["projekt"],
        "decimal": "comma",
        "year": year,
        **changes,
    }
    return map_import(
        batch=batch,
        reading=ListReading(**said),
        meaning=AmountMeaning.GRANTED,
        actor=person("Ada"),
    )


def an_imported_list(text: str = LIST, **changes: object) -> HistoricImport:
    return import_history(
        batch=a_prepared_list(text, **changes),
        persons=set(),
        without_faulty=True,
        actor=person("Ada"),
    )
