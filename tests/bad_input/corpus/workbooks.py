"""Workbooks of a few kilobytes that would take minutes and gigabytes, each refused in time."""

from collections.abc import Callable

from tests.bad_input.corpus.lists import BOOK, GOOD, HEAD, SHEET, changed, workbook
from tests.bad_input.corpus.uploads import office

STYLES, STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_ROWS = b"<sheetData>"
_PLAIN = workbook([HEAD, GOOD])


def _with(part: str, content: bytes) -> bytes:
    """The part put in the place of what stands there, or added."""
    if part in (SHEET, BOOK, STYLES):
        return changed(part, lambda _old: content, _PLAIN)
    return office("xlsx", **{part: content})


def _in(part: str, mark: bytes, more: bytes, *, before: bool = True) -> bytes:
    def put(old: bytes) -> bytes:
        return old.replace(mark, more + mark if before else mark + more, 1)

    return changed(part, put, _PLAIN)


def _rows(count: int, make: Callable[[int], bytes]) -> bytes:
    return _in(SHEET, b"</sheetData>", b"".join(make(number) for number in range(3, count + 3)))


_CELL = b'<c r="%s%d" t="inlineStr"><is><t>x</t></is></c>'
_EMPTY_ROW = b'<row r="%d"/>'
# Made when they are driven: together they take longer to write than to refuse.
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "a-million-merged": lambda: _in(
        SHEET,
        b"</worksheet>",
        b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 1_000_000 + b"</mergeCells>",
    ),
    "merged-over-all": lambda: _in(
        SHEET, b"</worksheet>", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "50-megabytes-of-texts": lambda: office(
        "xlsx", **{STRINGS: b"<sst>" + b"<si><t/></si>" * 3_600_000 + b"</sst>"}
    ),
    "2-million-styles": lambda: _with(
        STYLES, b"<styleSheet><cellXfs>" + b"<xf/>" * 2_000_000 + b"</cellXfs></styleSheet>"
    ),
    "a-million-number-formats": lambda: _with(
        STYLES,
        b"<styleSheet><numFmts>"
        + b'<numFmt numFmtId="9" formatCode="0"/>' * 400_000
        + b"</numFmts></styleSheet>",
    ),
    "a-million-names": lambda: _in(
        BOOK,
        b"</workbook>",
        b"<definedNames>"
        + b'<definedName name="a">A1</definedName>' * 500_000
        + b"</definedNames>",
    ),
    "a-million-sheets": lambda: _in(
        BOOK, b"</sheets>", b'<sheet name="a" sheetId="1" r:id="rId1"/>' * 300_000
    ),
    "a-million-empty-rows": lambda: _rows(1_000_000, lambda number: _EMPTY_ROW % number),
    "a-million-rows": lambda: _rows(
        400_000, lambda number: b'<row r="%d">%s</row>' % (number, _CELL % (b"A", number))
    ),
    "a-million-columns": lambda: _rows(
        1,
        lambda number: (
            b'<row r="3">' + b"".join(_CELL % (b"A", 3) for _ in range(400_000)) + b"</row>"
        ),
    ),
    "row-of-100-megabytes": lambda: _rows(
        1,
        lambda number: (
            b'<row r="3"><c t="inlineStr"><is><t>' + b"x" * 99_000_000 + b"</t></is></c></row>"
        ),
    ),
    "text-of-9-megabytes-2000-times": lambda: _rows(
        2_000, lambda number: b'<row r="%d">%s</row>' % (number, _CELL % (b"A", number) * 300)
    ),
    "a-million-links": lambda: _in(
        SHEET,
        b"</worksheet>",
        b"<hyperlinks>" + b'<hyperlink ref="A1"/>' * 600_000 + b"</hyperlinks>",
    ),
    "a-million-conditions": lambda: _in(
        SHEET, b"</worksheet>", b'<conditionalFormatting sqref="A1"/>' * 400_000
    ),
    "a-million-validations": lambda: _in(
        SHEET,
        b"</worksheet>",
        b"<dataValidations>" + b'<dataValidation sqref="A1"/>' * 400_000 + b"</dataValidations>",
    ),
    "a-million-widths": lambda: _in(
        SHEET, _ROWS, b"<cols>" + b'<col min="1" max="1"/>' * 600_000 + b"</cols>"
    ),
    "elements-100000-deep": lambda: _in(SHEET, _ROWS, b"<x>" * 100_000),
    "attributes-without-end": lambda: _in(
        SHEET, b"<sheetData>", b"<x " + b" ".join(b'a%d="b"' % n for n in range(100_000)) + b"/>"
    ),
    "attribute-of-30-megabytes": lambda: _in(SHEET, _ROWS, b'<x a="' + b"y" * 30_000_000 + b'"/>'),
    "comment-of-60-megabytes": lambda: _in(SHEET, _ROWS, b"<!--" + b" " * 60_000_000 + b"-->"),
    "relations-200000": lambda: office(
        "xlsx",
        **{"xl/_rels/workbook.xml.rels": b"<R>" + b'<Relationship Id="a"/>' * 300_000 + b"</R>"},
    ),
    "types-200000": lambda: changed(
        "[Content_Types].xml",
        lambda old: old.replace(
            b"</Types>", b'<Default Extension="x" ContentType="y"/>' * 200_000 + b"</Types>"
        ),
        _PLAIN,
    ),
    "sheet-in-utf-32": lambda: changed(SHEET, lambda old: old.decode().encode("utf-32"), _PLAIN),
    "sheet-in-an-unknown-encoding": lambda: changed(
        SHEET, lambda old: b'<?xml version="1.0" encoding="klingon"?>' + old, _PLAIN
    ),
    "sheet-without-rows": lambda: changed(SHEET, lambda old: b"<worksheet/>", _PLAIN),
    "sheet-of-another-kind": lambda: changed(SHEET, lambda old: b"<html/>", _PLAIN),
    "book-without-sheets": lambda: changed(BOOK, lambda old: b"<workbook/>", _PLAIN),
    "book-of-nothing": lambda: changed(BOOK, lambda old: b"", _PLAIN),
    "styles-of-nothing": lambda: changed(STYLES, lambda old: b"<a><b></a>", _PLAIN),
    "index-of-a-negative-text": lambda: _rows(
        1, lambda number: b'<row r="3"><c r="A3" t="s"><v>-1</v></c></row>'
    ),
    "index-of-a-huge-text": lambda: _rows(
        1, lambda number: b'<row r="3"><c r="A3" t="s"><v>' + b"9" * 5_000 + b"</v></c></row>"
    ),
    "number-of-5000-digits": lambda: _rows(
        1, lambda number: b'<row r="3"><c r="A3"><v>' + b"9" * 5_000 + b"</v></c></row>"
    ),
    "style-that-is-not-there": lambda: _rows(
        1, lambda number: b'<row r="3"><c r="A3" s="99999"><v>5</v></c></row>'
    ),
    "row-number-of-5000-digits": lambda: _rows(
        1, lambda number: b'<row r="' + b"9" * 5_000 + b'"/>'
    ),
    "row-number-negative": lambda: _rows(1, lambda number: b'<row r="-5"><c><v>1</v></c></row>'),
}
# Strange to look at, with a list inside that can be read.
TAKEN = frozenset(
    {
        *("merged-over-all", "a-million-empty-rows", "attributes-without-end"),
        *("style-that-is-not-there", "row-number-negative"),
    }
)
