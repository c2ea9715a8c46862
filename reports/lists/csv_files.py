"""Tables as CSV that opens rightly where it is read: semicolons and decimal commas in Slovene and
Italian, commas and points in English, a byte order mark before both.

A text that a spreadsheet would take for a formula gets an apostrophe in front (DESIGN section 7).
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from io import StringIO
from itertools import islice

from django.http import StreamingHttpResponse

from accounts.languages import language_of, reader_language
from callfile.numbers.exact import exact_text

BOM = "\ufeff"
CSV = "text/csv; charset=utf-8; header=present"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# A program of another country reads another separator; then this would begin a cell.
_INNER = re.compile(r"(?<=[;,\t\r\n\"])(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
# Looked for once in a whole row, whose cells stand behind a mark: most rows have none of it.
_CELL = "\0"
_PERHAPS = re.compile(r"[\0;,\t\r\n\"][ \u00a0]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
LINES_AT_ONCE = 500

Cell = str | int | None


def csv_response(name: str, rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """Rows as a file; the first is the head. Amounts come from `csv_money`."""
    response = StreamingHttpResponse(csv_lines(rows), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The mark of the encoding, then pieces of many lines."""
    piece = StringIO(newline="")
    writer = csv.writer(piece, delimiter=language_of(reader_language()).column_mark)
    yield BOM
    left = iter(rows)
    while some := list(islice(left, LINES_AT_ONCE)):
        writer.writerows(map(_defused_row, some))
        yield piece.getvalue()
        piece.seek(0)
        piece.truncate()


def csv_money(cents: int | None, mark: str) -> str:
    """Without thousands marks, with the decimal `mark` of the reader; a number, so not defused."""
    return "" if cents is None else f"{cents // 100}{mark}{cents % 100:02d}"


def csv_exact(value: Fraction, mark: str) -> str:
    """The exact number with the decimal mark of the reader; a fraction where it has no end."""
    return exact_text(value).replace(".", mark)


def _defused_row(row: Sequence[Cell]) -> list[str]:
    texts = ["" if cell is None else str(cell) for cell in row]
    if _PERHAPS.search(_CELL + _CELL.join(texts)):
        return [defused(text) for text in texts]
    return texts


def defused(cell: Cell) -> str:
    """A text that no spreadsheet takes for a formula, also where it divides the cells elsewhere."""
    text = _INNER.sub("'", "" if cell is None else str(cell))
    return f"'{text}" if text.lstrip(" \u00a0").startswith(DANGEROUS) else text
