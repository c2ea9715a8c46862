"""Tables as CSV that opens rightly where it is read: semicolons and decimal commas in Slovene and
Italian, commas and points in English, a byte order mark before both.

A text that a spreadsheet would take for a formula gets an apostrophe in front (DESIGN section 7).
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from django.http import StreamingHttpResponse

from accounts.languages import language_of, reader_language
from callfile.numbers.exact import exact_text
from grants.formats import decimal_mark

BOM = "\ufeff"
CSV = "text/csv; charset=utf-8; header=present"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# A program of another country reads another separator; then this would begin a cell.
_INNER = re.compile(r"(?<=[;,\t\r\n\"])(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")

Cell = str | int | None


def csv_response(name: str, rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """Rows as a file; the first is the head. Amounts come from `csv_money`."""
    response = StreamingHttpResponse(csv_lines(rows), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=language_of(reader_language()).column_mark)
    yield BOM
    for row in rows:
        yield writer.writerow([defused(cell) for cell in row])


def csv_money(cents: int | None) -> str:
    """Without thousands marks, with the decimal mark of the reader; a number, so not defused."""
    if cents is None:
        return ""
    return f"{cents // 100}{decimal_mark()}{cents % 100:02d}"


def csv_exact(value: Fraction) -> str:
    """The exact number with the decimal mark of the reader; a fraction where it has no end."""
    return exact_text(value).replace(".", decimal_mark())


def defused(cell: Cell) -> str:
    """A text that no spreadsheet takes for a formula, also where it divides the cells elsewhere."""
    text = _INNER.sub("'", "" if cell is None else str(cell))
    return f"'{text}" if text.lstrip(" \u00a0").startswith(DANGEROUS) else text


class _Echo:
    """Gives back each line instead of keeping it."""

    def write(self, line: str) -> Any:
        return line
