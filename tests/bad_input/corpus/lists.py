"""Lists of past awards that are none, and single cells that are not what their column says.

Every list is made here, byte by byte; the workbooks are changed in their parts, as no spreadsheet
program would write them.
"""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, time
from typing import Any, NamedTuple

from openpyxl import Workbook

from reports.history.rows import RowFaultCode
from tests.bad_input.corpus.uploads import EICAR, office, open_document, pdf, png

HEAD = ("Leto", "Prejemnik", "Matična številka", "Vrsta", "Področje", "Namen", "Zaprošeno")
GOOD = ("2024", "Pihalni orkester", "5000001000", "projekt", "kultura", "Program", "1.234,50")
# In the second row stands what is good, in the third the cell under test.
BAD_ROW = 3


def separated(*rows: tuple[str, ...], delimiter: str = ";") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def with_cell(column: str, typed: object) -> list[tuple[Any, ...]]:
    bad: list[Any] = list(GOOD)
    bad[HEAD.index(column)] = typed
    return [HEAD, GOOD, tuple(bad)]


def workbook(rows: list[tuple[Any, ...]], number_format: str = "") -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if number_format:
        book.active.cell(BAD_ROW, len(HEAD)).number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(part: str, change: Callable[[bytes], bytes | None], data: bytes = b"") -> bytes:
    """A workbook with one of its parts changed, or left out."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or workbook([HEAD, GOOD]))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            kept = change(content) if name == part else content
            if kept is not None:
                new.writestr(name, kept)
    return file.getvalue()


SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
_FIRST = b't="inlineStr"><is><t>Leto</t></is>'
LIST = separated(HEAD, GOOD)
_RAW = LIST.encode()


def _entity(content: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + content


def _laughs(content: bytes) -> bytes:
    lines = b"".join(b'<!ENTITY l%d "&l%d;&l%d;">' % (n, n - 1, n - 1) for n in range(1, 30))
    return b'<!DOCTYPE x [<!ENTITY l0 "ha">' + lines + b"]>" + content


def _bomb() -> bytes:
    return office("xlsx", **{"xl/sharedStrings.xml": b"\0" * 101_000_000})


# What is no list at all: (name of the file, content). Each is refused at the field of the file.
NO_LISTS: dict[str, tuple[str, bytes]] = {
    "nothing": ("a.csv", b""),
    "only-mark": ("a.csv", b"\xef\xbb\xbf"),
    "only-lines": ("a.csv", b"\r\n" * 300),
    "only-separators": ("a.csv", b";;;;\r\n" * 300),
    "only-headings": ("a.csv", separated(HEAD).encode()),
    "nul-in-a-cell": ("a.csv", _RAW.replace(b"Program", b"Pro\0gram")),
    "nul-at-the-end": ("a.csv", _RAW + b"\0"),
    "utf-16-without-mark": ("a.csv", LIST.encode("utf-16-le")),
    "utf-16-cut": ("a.csv", LIST.encode("utf-16")[:-1]),
    "utf-32": ("a.csv", LIST.encode("utf-32")),
    "mark-that-lies": ("a.csv", b"\xef\xbb\xbf" + LIST.encode("cp1250")),
    "binary": ("a.csv", bytes(range(256)) * 40),
    "pdf": ("a.csv", pdf()),
    "png": ("a.csv", png()),
    "old-workbook": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "rtf": ("a.csv", b"{\\rtf1 Leto;Prejemnik\n2024;Zbor\n}"),
    "cell-without-end": ("a.csv", _RAW + b'2024;"' + b"x" * 200_000 + b"\n"),
    "quote-without-end": ("a.csv", b'Leto;Prejemnik\n2024;"' + b"a\n" * 100_000),
    "too-large": ("a.csv", _RAW + b"2024;Zbor;1;p;k;P;1\n" * 520_000),
    "too-many-rows": ("a.csv", _RAW + b"1;2\n" * 20_001),
    "too-many-columns": ("a.csv", b";".join([b"Leto"] * 101) + b"\n" + b";".join([b"1"] * 101)),
    "eicar": ("a.csv", EICAR),
    "zip-as-csv": ("a.csv", b"PK\x03\x04" + bytes(range(256))),
    "text-as-workbook": ("a.xlsx", _RAW),
    "html-as-workbook": ("a.xlsx", b"<table><tr><td>2024</td></tr></table>"),
    "document-as-workbook": ("a.xlsx", office("docx")),
    "open-document-as-workbook": ("a.xlsx", open_document("ods")),
    "workbook-cut": ("a.xlsx", workbook([HEAD, GOOD])[:-80]),
    "workbook-empty": ("a.xlsx", workbook([])),
    "workbook-only-headings": ("a.xlsx", workbook([HEAD])),
    "workbook-with-macro": ("a.xlsx", office("xlsx", **{"xl/vbaProject.bin": b"x"})),
    "workbook-with-macro-by-name": ("a.xlsm", office("xlsx", True)),
    "workbook-bomb": ("a.xlsx", _bomb()),
    "workbook-entity": ("a.xlsx", changed(SHEET, _entity)),
    "workbook-laughs": ("a.xlsx", changed(SHEET, _laughs)),
    "workbook-without-sheet": ("a.xlsx", changed(SHEET, lambda _part: None)),
    "workbook-without-book": ("a.xlsx", changed(BOOK, lambda _part: None)),
    "workbook-not-xml": ("a.xlsx", changed(SHEET, lambda _part: b"Leto;Prejemnik")),
    "workbook-wrong-string": (
        "a.xlsx",
        changed(SHEET, lambda part: part.replace(_FIRST, b't="s"><v>99999</v>')),
    ),
    "workbook-wrong-cell": (
        "a.xlsx",
        changed(SHEET, lambda part: part.replace(b'r="A1"', b'r="ZZZZZZZ99999999999"')),
    ),
}
# Lists that are unusual and mean what they say; each has one good row.
STRANGE: dict[str, tuple[str, bytes]] = {
    "mark": ("a.csv", b"\xef\xbb\xbf" + _RAW),
    "utf-16": ("a.csv", LIST.encode("utf-16")),
    "cp1250": ("a.csv", LIST.encode("cp1250")),
    "tab": ("a.tsv", separated(HEAD, GOOD, delimiter="\t").encode()),
    "comma": ("a.txt", separated(HEAD, GOOD, delimiter=",").encode()),
    "no-ending": ("seznam", _RAW),
    "old-lines": ("a.csv", LIST.replace("\r\n", "\r").encode()),
    "empty-lines-between": ("a.csv", LIST.replace("\r\n", "\r\n\r\n\r\n").encode()),
    "title-above": ("a.csv", b"Prejemniki 2024\r\n\r\n" + _RAW),
    "columns-beyond": ("a.csv", LIST.replace("\r\n", ";;;;\r\n").encode()),
    "workbook-by-content": ("a.csv", workbook([HEAD, GOOD])),
    "workbook-that-claims-a-size": (
        "a.xlsx",
        changed(SHEET, lambda part: part.replace(b"A1:G2", b"A1:XFD1048576")),
    ),
}
# Headings that say too little: the columns are asked for, nothing is guessed wrongly.
HEADINGS: dict[str, tuple[str, ...]] = {
    "none": ("", "", "", "", "", "", "x"),
    "numbers": ("1", "2", "3", "4", "5", "6", "7"),
    "all-the-same": ("Znesek",) * 7,
    "other-language": ("年", "団体", "番号", "種類", "分野", "目的", "金額"),
    "controls": ("\x01", "\x02", "\u202e", "\u200b", "\x7f", "\u2066", "x"),
    "markup": ("<b>Leto</b>", "<script>alert(1)</script>", "{{ 7|add:1 }}", "a", "b", "c", "d"),
    "formulas": ("=1+1", "+A1", "-A1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "x"),
    "very-long": ("a" * 5_000,) * 7,
}


class Cell(NamedTuple):
    """What stands in a cell; `fault` None where it is right and `kept` is what it means."""

    column: str
    typed: Any
    fault: RowFaultCode | None
    kept: Any = None


F, AMOUNT = RowFaultCode, "Zaprošeno"
# In a CSV and, as text, in a workbook.
CELLS: dict[str, Cell] = {
    "exponent": Cell(AMOUNT, "1e9", F.NOT_AN_AMOUNT),
    "exponent-upper": Cell(AMOUNT, "1E9", F.NOT_AN_AMOUNT),
    "nan": Cell(AMOUNT, "NaN", F.NOT_AN_AMOUNT),
    "infinity": Cell(AMOUNT, "-inf", F.NOT_AN_AMOUNT),
    "negative": Cell(AMOUNT, "-5", F.NEGATIVE),
    "negative-minus-sign": Cell(AMOUNT, "−5", F.NEGATIVE),
    "negative-brackets": Cell(AMOUNT, "(5)", F.NOT_AN_AMOUNT),
    "negative-behind": Cell(AMOUNT, "5-", F.NOT_AN_AMOUNT),
    "three-decimals": Cell(AMOUNT, "1,005", F.TOO_MANY_DECIMALS),
    "four-decimals": Cell(AMOUNT, "1,0005", F.TOO_MANY_DECIMALS),
    "groups-of-two": Cell(AMOUNT, "12.34.56", F.NOT_AN_AMOUNT),
    "two-commas": Cell(AMOUNT, "1,2,3", F.NOT_AN_AMOUNT),
    "hexadecimal": Cell(AMOUNT, "0x10", F.NOT_AN_AMOUNT),
    "underscore": Cell(AMOUNT, "1_000", F.NOT_AN_AMOUNT),
    "fraction-sign": Cell(AMOUNT, "½", F.NOT_AN_AMOUNT),
    "superscript": Cell(AMOUNT, "10²", F.NOT_AN_AMOUNT),
    "huge": Cell(AMOUNT, "9" * 30, F.TOO_LARGE),
    "without-end": Cell(AMOUNT, "9" * 4_000, F.TOO_LARGE),
    "formula": Cell(AMOUNT, "'=1+1", F.NOT_AN_AMOUNT),
    "error": Cell(AMOUNT, "#REF!", F.NOT_AN_AMOUNT),
    "dollars": Cell(AMOUNT, "5 USD", F.NOT_AN_AMOUNT),
    "currency-alone": Cell(AMOUNT, "€", F.NOT_AN_AMOUNT),
    "words": Cell(AMOUNT, "tisoč evrov", F.NOT_AN_AMOUNT),
    "yes": Cell(AMOUNT, "TRUE", F.NOT_AN_AMOUNT),
    "a-day": Cell(AMOUNT, "8. 5. 2024", F.NOT_AN_AMOUNT),
    "no-amount": Cell(AMOUNT, "", F.NO_AMOUNT),
    "dash": Cell(AMOUNT, "–", F.NO_AMOUNT),
    "two-dashes": Cell(AMOUNT, "--", F.NOT_AN_AMOUNT),
    "groups": Cell(AMOUNT, "1.234", None, 123_400),
    "with-currency": Cell(AMOUNT, "1.234,5 EUR", None, 123_450),
    "zero": Cell(AMOUNT, "0", None, 0),
    "year-long-ago": Cell("Leto", "1492", F.NOT_A_YEAR),
    "year-to-come": Cell("Leto", "2101", F.NOT_A_YEAR),
    "year-zero": Cell("Leto", "0", F.NOT_A_YEAR),
    "year-negative": Cell("Leto", "-2024", F.NOT_A_YEAR),
    "year-of-five": Cell("Leto", "20244", F.NOT_A_YEAR),
    "year-of-two": Cell("Leto", "24", F.NOT_A_YEAR),
    "year-with-decimals": Cell("Leto", "2024,5", F.NOT_A_YEAR),
    "year-exponent": Cell("Leto", "2e3", F.NOT_A_YEAR),
    "year-fullwidth": Cell("Leto", "２０２４", F.NOT_A_YEAR),
    "year-season": Cell("Leto", "2024/25", F.NOT_A_YEAR),
    "day-long-ago": Cell("Leto", "1. 1. 0001", F.NOT_A_YEAR),
    "day-as-in-a-list": Cell("Leto", "31. 12. 2023", None, 2023),
    "day-of-a-machine": Cell("Leto", "2023-12-31", None, 2023),
    "no-recipient": Cell("Prejemnik", "", F.MISSING),
    "blank-recipient": Cell("Prejemnik", " \u00a0\u2003 ", F.MISSING),
    "unseen-recipient": Cell("Prejemnik", "\u200b\u202e\x01", F.MISSING),
    "long-recipient": Cell("Prejemnik", "a" * 251, F.TOO_LONG),
    "endless-recipient": Cell("Prejemnik", "a" * 100_000, F.TOO_LONG),
    "long-number": Cell("Matična številka", "5" * 61, F.TOO_LONG),
    "long-theme": Cell("Področje", "a" * 201, F.TOO_LONG),
    "long-purpose": Cell("Namen", "a" * 1_001, F.TOO_LONG),
    "unknown-kind": Cell("Vrsta", "opomba", F.UNKNOWN_KIND),
    "kind-of-markup": Cell("Vrsta", "<b>projekt</b>", F.UNKNOWN_KIND),
}
# Only a workbook has them: cells of a type of their own.
TYPED: dict[str, Cell] = {
    "true": Cell(AMOUNT, True, F.NOT_AN_AMOUNT),
    "day": Cell(AMOUNT, date(2024, 5, 8), F.NOT_AN_AMOUNT),
    "time": Cell(AMOUNT, time(12, 30), F.NOT_AN_AMOUNT),
    "formula-never-computed": Cell(AMOUNT, "=1+1", F.NO_VALUE),
    "formula-of-a-program": Cell(AMOUNT, "=cmd|' /C calc'!A0", F.NO_VALUE),
    "formula-in-a-name": Cell("Prejemnik", '=HYPERLINK("https://evil.example")', F.NO_VALUE),
    "error": Cell(AMOUNT, "#DIV/0!", F.NOT_AN_AMOUNT),
    "negative": Cell(AMOUNT, -5, F.NEGATIVE),
    "huge": Cell(AMOUNT, 1e300, F.TOO_LARGE),
    "three-decimals": Cell(AMOUNT, 1.005, F.TOO_MANY_DECIMALS),
    "sixteen-digits": Cell(AMOUNT, 9007199254740993, F.TOO_LARGE),
    "a-number-as-a-name": Cell("Prejemnik", 12345, None, "12345"),
    "year-with-decimals": Cell("Leto", 2024.5, F.NOT_A_YEAR),
    "year-negative": Cell("Leto", -2024, F.NOT_A_YEAR),
    "year-of-a-day": Cell("Leto", date(2023, 12, 31), None, 2023),
    "year-as-a-number": Cell("Leto", 2023.0, None, 2023),
    "small": Cell(AMOUNT, 0.1 + 0.2, None, 30),
    "billion": Cell(AMOUNT, 1e9, None, 100_000_000_000),
}
# What is typed for rows with a natural person, in a list with the rows 2 and 3; None is refused.
ROWS: dict[str, tuple[str, set[int] | None]] = {
    "one": ("3", {3}),
    "range": ("2-3", {2, 3}),
    "dash": ("2–3", {2, 3}),
    "backwards": ("3-2", None),
    "not-there": ("4", None),
    "headings": ("1", None),
    "ends-beyond": ("2-9", None),
    "zero": ("0", None),
    "negative": ("-3", None),
    "exponent": ("3e0", None),
    "decimals": ("2.5", None),
    "semicolon": ("2;3", None),
    "blank": ("2 3", None),
    "open": ("2-", None),
    "fullwidth": ("３", None),
    "endless": ("1-99999999999999999999", None),
    "word": ("vse", None),
    "markup": ("<script>alert(1)</script>", None),
}
