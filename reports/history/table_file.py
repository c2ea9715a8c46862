"""A CSV or XLSX file as rows of texts: detected, bounded, nothing in it executed.

CSV: UTF-8 and UTF-16 (with a mark), UTF-8 without one, else Windows 1250 or 1252; parted by
semicolons, commas or tabs. XLSX: the first sheet with content, formulas as the values that were
stored with them. Every cell becomes a text in NFC without control characters; a number becomes
digits with a point and never exactly three decimals, so that nobody takes it for thousands.
"""

import csv
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from applicants.files.kinds import FileFault
from applicants.files.office import office_fault
from reports.history.workbook_cells import NO_VALUE, cell_text

LARGEST_MB = 10
MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 5_000
# Of all cells together: one text of a workbook may be named by any number of cells.
_MOST_LETTERS = 20_000_000
_MOST_UNPACKED = 100_000_000
_MOST_EMPTY = 10_000

_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DELIMITERS = ";,\t"
# Old workbooks, PDF, pictures: files that are no text whatever their name says.
_OTHER_FILES = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")
# Letters that Slovene writes and no neighbour does in this place of both code pages, and the other
# way round: what 1252 makes of a byte that 1250 gives to another language.
_ONLY_1250 = frozenset("čČćĆđĐ")
_ONLY_1252 = frozenset("èÈàÀêÊùÙòÒìÌûÛñÑœŒïÏ")
_SLOVENE = frozenset("šŠžŽ")


class TableFault(StrEnum):
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    SWELLS = "swells"
    ENDLESS = "endless"
    NOT_NOW = "not_now"


class TableRefused(Exception):
    """The file cannot be a list; `code` says why, and `fault` what is wrong with a workbook."""

    def __init__(self, code: TableFault, fault: FileFault | None = None) -> None:
        self.code, self.fault = code, fault
        super().__init__(code.value)


@dataclass(frozen=True, slots=True)
class ListTable:
    """`rows` are (number of the row in the file, its cells); `read_as` says how it was taken."""

    rows: list[tuple[int, list[str]]]
    read_as: str


def read_table(name: str, data: bytes, encoding: str = "") -> ListTable:
    """Raises TableRefused, and for a broken workbook whatever its libraries raise.

    To be called on what others sent only in the guarded child (sent_list.py).
    """
    if not data:
        raise TableRefused(TableFault.EMPTY)
    if len(data) > LARGEST_MB * 1_000_000:
        raise TableRefused(TableFault.TOO_LARGE)
    is_workbook = name.lower().endswith(".xlsx") or data.startswith(b"PK\x03\x04")
    table = _workbook(data) if is_workbook else _separated(data, encoding)
    if len(table.rows) < 2:
        raise TableRefused(TableFault.EMPTY)
    return table


def clean(text: str) -> str:
    """One line, NFC, without control characters and marks that turn the writing.

    >>> clean(" S\\u030ctudijski\\r\\n kro\\u017eek\\x00 ")
    'Študijski krožek'
    """
    shown = _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text[: 2 * LONGEST_CELL]))
    return unicodedata.normalize("NFC", " ".join(shown.split()))[:LONGEST_CELL]


# ---- CSV


def _separated(data: bytes, encoding: str) -> ListTable:
    text, name = _decoded(data, encoding)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = _bounded(_numbered(reader))
    except csv.Error:
        raise TableRefused(TableFault.UNREADABLE) from None
    return ListTable(rows, f"{name} {'tab' if delimiter == chr(9) else delimiter}")


def _numbered(reader: Any) -> Iterator[tuple[int, Iterable[str]]]:
    """The number of a row is the line on which it begins."""
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    marked = next((name for mark, name in marks if data.startswith(mark)), "")
    if data.startswith(_OTHER_FILES) or (marked != "utf-16" and b"\x00" in data):
        raise TableRefused(TableFault.UNREADABLE)
    try:
        if marked or encoding:
            text = data.decode(marked or encoding)
            if "\x00" in text:
                # UTF-32 begins with the mark of UTF-16.
                raise TableRefused(TableFault.UNREADABLE)
            return text, (marked or encoding).removesuffix("-sig")
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if marked or encoding:
            raise TableRefused(TableFault.UNREADABLE) from None
    found = _code_page(data)
    return data.decode(found, errors="replace"), found


def _code_page(data: bytes) -> str:
    """The bytes alone cannot say it; the letters that come out can."""
    sample = data[:1_000_000]
    eastern = sample.decode("cp1250", errors="replace")
    western = sample.decode("cp1252", errors="replace")
    for_1252 = sum(letter in _ONLY_1252 for letter in western)
    for_1250 = sum(letter in _ONLY_1250 for letter in eastern)
    # č and è share a byte, so they say nothing against each other; š and ž stand in both.
    shared = sum(letter in "čČ" for letter in eastern)
    western_proof, eastern_proof = for_1252 - shared, for_1250 - shared
    if western_proof != eastern_proof:
        return "cp1252" if western_proof > eastern_proof else "cp1250"
    has_slovene = any(letter in _SLOVENE for letter in eastern)
    return "cp1250" if shared and has_slovene else "cp1252"


def _delimiter(text: str) -> str:
    """The mark that cuts the first lines into the most columns, the same number in each."""
    best, found = (0, 0), ";"
    for delimiter in _DELIMITERS:
        lines = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row in islice(lines, 50) if any(row)]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count, default=1)
        score = (widths.count(usual), usual) if usual > 1 else (0, 0)
        if score > best:
            best, found = score, delimiter
    return found


# ---- XLSX


def _workbook(data: bytes) -> ListTable:
    fault = office_fault("xlsx", data)
    if fault is not None:
        raise TableRefused(TableFault.NOT_WHAT_IT_SAYS, fault)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                raise TableRefused(TableFault.TOO_LARGE)
            has_formulas = any(_has_formulas(archive, part) for part in archive.namelist())
        return _first_sheet(data, has_formulas=has_formulas)
    except (TableRefused, MemoryError):
        raise
    except Exception:
        # Nobody can list what a broken workbook makes its libraries raise.
        raise TableRefused(TableFault.UNREADABLE) from None


def _has_formulas(archive: zipfile.ZipFile, part: str) -> bool:
    if not part.startswith("xl/worksheets/") or not part.endswith(".xml"):
        return False
    tail = b""
    with archive.open(part) as stream:
        while block := stream.read(1_000_000):
            if b"<f>" in tail + block or b"<f " in tail + block:
                return True
            tail = block[-2:]
    return False


def _first_sheet(data: bytes, *, has_formulas: bool) -> ListTable:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        plain = (
            load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            if has_formulas
            else None
        )
        try:
            for place, sheet in enumerate(book.worksheets):
                written = plain.worksheets[place] if plain else None
                rows = _bounded(_sheet_rows(sheet, written))
                if rows:
                    return ListTable(rows, f"xlsx {clean(sheet.title)}"[:80])
        finally:
            book.close()
            if plain:
                plain.close()
    raise TableRefused(TableFault.EMPTY)


def _sheet_rows(sheet: Any, written: Any) -> Iterator[tuple[int, Iterable[str]]]:
    """What is stored; a file cannot claim a size, so cells are counted as they come."""
    sheet.reset_dimensions()
    values = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
    if written is None:
        for number, row in enumerate(values, start=1):
            yield number, [cell_text(value) for value in row]
        return
    written.reset_dimensions()
    formulas = written.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
    for number, (row, said) in enumerate(zip(values, formulas, strict=False), start=1):
        yield (
            number,
            [
                NO_VALUE if value is None and formula is not None else cell_text(value)
                for value, formula in zip(row, said, strict=False)
            ],
        )


# ---- both


def _bounded(rows: Iterator[tuple[int, Iterable[str]]]) -> list[tuple[int, list[str]]]:
    """Rows that say something, of equal width, without empty columns at the end."""
    found: list[tuple[int, list[str]]] = []
    empty = letters = 0
    for number, cells in rows:
        texts = [one if one == NO_VALUE else clean(one) for one in islice(cells, MOST_COLUMNS + 1)]
        if not any(texts):
            empty += 1
            if empty > _MOST_EMPTY:
                break
            continue
        letters += sum(map(len, texts))
        if letters > _MOST_LETTERS:
            raise TableRefused(TableFault.TOO_LARGE)
        found.append((number, texts))
        if len(found) > MOST_ROWS + 1:
            raise TableRefused(TableFault.TOO_MANY_ROWS)
    width = max((_width(texts) for _number, texts in found), default=0)
    if width > MOST_COLUMNS:
        raise TableRefused(TableFault.TOO_MANY_COLUMNS)
    return [(number, (texts + [""] * width)[:width]) for number, texts in found]


def _width(texts: list[str]) -> int:
    return next((place for place in range(len(texts), 0, -1) if texts[place - 1]), 0)
