"""PDF files object by object: those that would keep a reader busy for hours, and odd good ones."""

import io
import zlib

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from applicants.files.check import FileFault
from tests.bad_input.corpus.uploads import Upload

CATALOG, PAGES, PAGE = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
)
_JS = b"<</S/JavaScript/JS(app.alert(1))>>"


def raw(
    *more: bytes,
    catalog: bytes = b"",
    page: bytes = b"",
    shift: int = 0,
    trailer: bytes = b"",
    rest: bytes = b"",
) -> bytes:
    """A PDF by hand: catalog, pages and a page, then the objects `more` from number 4 on.

    `shift` moves every place in the table; `rest` stands between the objects and the table.
    """
    body = b"%PDF-1.4\n"
    first = [CATALOG[:-2] + catalog + b">>", PAGES, PAGE[:-2] + page + b">>"]
    places = []
    for number, one in enumerate([*first, *more], 1):
        places.append(len(body) + shift)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    body += rest
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, count = len(body), len(places) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (count, trailer, start)
    )


def stream(data: bytes, words: bytes = b"", packed: bool = False) -> bytes:
    data = zlib.compress(data) if packed else data
    filtered = b"/Filter/FlateDecode" if packed else b""
    return b"<</Length %d%s%s>>stream\n%s\nendstream" % (len(data), filtered, words, data)


def refs(count: int, start: int = 100) -> bytes:
    return b" ".join(b"%d 0 R" % (start + number) for number in range(count))


def names_what_is_not_there(count: int, padding: int = 0) -> bytes:
    return raw(catalog=b"/X[%s]" % refs(count), rest=b"%" + b"x" * padding + b"\n")


def _chain(count: int) -> bytes:
    """Each object leads to the next, and the last to the first."""
    links = [b"<</Next %d 0 R>>" % (4 + (number + 1) % count) for number in range(count)]
    return raw(*links, catalog=b"/X 4 0 R")


def _deep(count: int, opens: bytes = b"[", closes: bytes = b"]") -> bytes:
    return raw(opens * count + closes * count, catalog=b"/X 4 0 R")


def _packed(inside: bytes, count: int, first: int, words: bytes = b"") -> bytes:
    """Objects 5 and more in the packed stream 4, with a table that is a stream too."""
    body = b"%PDF-1.5\n"
    places = []
    said = b"/Type/ObjStm/N %d/First %d%s" % (count, first, words)
    for number, one in enumerate(
        [CATALOG[:-2] + b"/X 5 0 R>>", PAGES, PAGE, stream(inside, said, packed=True)], 1
    ):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = b"\x00\x00\x00\x00\x00\xff" + b"".join(
        b"\x01" + place.to_bytes(4, "big") + b"\x00" for place in places
    )
    rows += b"\x02\x00\x00\x00\x04\x00" + b"\x01" + len(body).to_bytes(4, "big") + b"\x00"
    table = stream(rows, b"/Type/XRef/W[1 4 1]/Size 7/Root 1 0 R")
    return body + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (table, len(body))


def _locked(user: str, owner: str, algorithm: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=10, height=10)
    writer.encrypt(user, owner, algorithm=algorithm)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _locked_with_script() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw())))
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
    writer.root_object[NameObject("/OpenAction")] = action
    writer.encrypt("", "lastnik", algorithm="AES-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _table_that_circles(data: bytes) -> bytes:
    start = data.rindex(b"startxref")
    place = data[start:].split()[1]
    return data.replace(b"trailer<<", b"trailer<</Prev " + place + b" ")


F = FileFault
_LONG = b"1 0 R " * 2_000
_FILES: dict[str, tuple[bytes, FileFault | None]] = {
    "150-that-are-not-there": (names_what_is_not_there(150, 1_000_000), F.DAMAGED),
    "24000-that-are-not-there": (names_what_is_not_there(24_000), F.DAMAGED),
    "one-that-is-not-there": (names_what_is_not_there(1), F.DAMAGED),
    "not-there-of-another-generation": (raw(catalog=b"/X 3 7 R"), F.DAMAGED),
    "not-there-in-the-trailer": (raw(trailer=b"/Info 77 0 R"), F.DAMAGED),
    "not-there-in-a-page": (raw(page=b"/Contents 77 0 R"), F.DAMAGED),
    "not-there-in-a-list-of-lists": (raw(catalog=b"/X[[[[77 0 R]]]]"), F.DAMAGED),
    "there-but-not-in-the-table": (
        raw(catalog=b"/X 77 0 R", rest=b"77 0 obj\n<<>>\nendobj\n"),
        None,
    ),
    "script-that-is-not-in-the-table": (
        raw(catalog=b"/OpenAction 77 0 R", rest=b"77 0 obj\n" + _JS + b"\nendobj\n"),
        F.ACTIVE,
    ),
    "number-beyond-all": (raw(catalog=b"/X 999999999999 0 R"), F.DAMAGED),
    "lengths-that-are-not-there": (
        raw(*[b"<</Length 77 0 R>>stream\nx\nendstream"] * 50, catalog=b"/X[%s]" % refs(50, 4)),
        F.DAMAGED,
    ),
    "chain-in-a-circle": (_chain(5_000), None),
    "object-that-is-itself": (raw(b"4 0 R", catalog=b"/X 4 0 R"), F.DAMAGED),
    "two-that-are-each-other": (raw(b"5 0 R", b"4 0 R", catalog=b"/X 4 0 R"), F.DAMAGED),
    "pages-in-a-circle": (
        raw(b"<</Type/Pages/Count 1/Kids[2 0 R]>>").replace(b"Kids[3", b"Kids[4"),
        F.DAMAGED,
    ),
    "pages-that-are-a-number": (raw().replace(b"Pages 2 0 R", b"Pages 17"), F.DAMAGED),
    "pages-without-a-page": (raw().replace(b"1/Kids[3 0 R]", b"0/Kids[]"), F.DAMAGED),
    "lists-100000-deep": (_deep(100_000), F.DAMAGED),
    "maps-600-deep": (_deep(600, b"<</A", b">>"), F.DAMAGED),
    "list-without-end": (raw(b"[" * 3_000, catalog=b"/X 4 0 R"), F.DAMAGED),
    "text-without-end": (raw(b"(" * 50_000, catalog=b"/X 4 0 R"), F.DAMAGED),
    "table-in-a-circle": (_table_that_circles(raw()), None),
    "table-a-little-off": (raw(shift=2), None),
    "table-far-off": (raw(shift=40), None),
    "table-outside": (raw(shift=10_000_000), None),
    "table-negative-start": (raw().replace(b"startxref\n", b"startxref\n-"), None),
    "table-without-start": (raw().replace(b"startxref", b"startxyz"), F.DAMAGED),
    "table-of-garbage": (raw().replace(b" 00000 n ", b" 0000x n "), None),
    "no-end": (raw()[:-6], F.DAMAGED),
    "no-trailer": (raw()[: raw().rindex(b"trailer")], F.DAMAGED),
    "root-is-a-text": (raw().replace(b"/Root 1 0 R", b"/Root (x)  "), None),
    "root-is-a-page": (raw().replace(b"/Root 1 0 R", b"/Root 3 0 R"), None),
    "root-is-not-there": (raw().replace(b"/Root 1 0 R", b"/Root 9 0 R"), F.DAMAGED),
    "packed": (_packed(b"5 0 <</A 1>>", 1, 4), None),
    "packed-script": (_packed(b"5 0 " + _JS, 1, 4), F.ACTIVE),
    "packed-more-than-there-are": (_packed(b"5 0 <<>>", 900_000_000, 4), F.DAMAGED),
    "packed-fewer-than-none": (_packed(b"5 0 <<>>", -5, 4), None),
    "packed-begins-outside": (_packed(b"5 0 <<>>", 1, 4_000), None),
    "packed-of-zeros": (_packed(b"\0" * 60_000_000, 1, 4), F.DAMAGED),
    "packed-of-a-million": (
        _packed(b"5 0 " + b"6 0 " * 1_000_000 + b"<<>>", 1_000_001, 4_000_004),
        F.DAMAGED,
    ),
    "packed-in-itself": (_packed(b"4 0 <<>>", 1, 4, b"/Extends 4 0 R"), None),
    "packed-in-strange-filters": (
        _packed(b"5 0 <<>>", 1, 4, b"/Filter[/Crypt/LZWDecode/Foo]"),
        None,
    ),
    "script-behind-a-name": (
        raw(b"/JavaScript", b"<</S 4 0 R/X(app.alert(1))>>", catalog=b"/OpenAction 5 0 R"),
        F.ACTIVE,
    ),
    "script-with-an-escaped-name": (
        raw(
            _JS.replace(b"/JavaScript", b"/Java#53cript").replace(b"/JS", b"/#4aS"),
            catalog=b"/OpenAction 4 0 R",
        ),
        F.ACTIVE,
    ),
    "script-of-a-field": (
        raw(b"<</FT/Tx/AA<</K 5 0 R>>>>", _JS, catalog=b"/AcroForm<</Fields[4 0 R]>>"),
        F.ACTIVE,
    ),
    "script-in-the-trailer": (raw(_JS, trailer=b"/Info 4 0 R"), F.ACTIVE),
    "program-behind-a-name": (
        raw(
            stream(b"MZ"),
            b"(vabilo.exe)",
            b"<</Type/Filespec/UF 5 0 R/EF<</F 4 0 R>>>>",
            catalog=b"/X 6 0 R",
        ),
        F.ACTIVE,
    ),
    "data-behind-a-name": (
        raw(
            stream(b"a;b"),
            b"(postavke.csv)",
            b"<</Type/Filespec/UF 5 0 R/EF<</F 4 0 R>>>>",
            catalog=b"/X 6 0 R",
        ),
        None,
    ),
    "file-whose-name-is-not-there": (
        raw(stream(b"MZ"), b"<</UF 77 0 R/EF<</F 4 0 R>>>>", catalog=b"/X 5 0 R"),
        F.ACTIVE,
    ),
    "many-values": (raw(b"[" + b"1 " * 30_000 + b"]", catalog=b"/X 4 0 R"), None),
    "many-references": (raw(b"[" + _LONG + b"]", catalog=b"/X 4 0 R"), None),
    "many-pages-claimed": (raw().replace(b"/Count 1", b"/Count 999999999"), None),
    "owner-password-rc4": (_locked("", "lastnik", "RC4-128"), None),
    "owner-password-aes-128": (_locked("", "lastnik", "AES-128"), None),
    "owner-password-aes-256": (_locked("", "lastnik", "AES-256"), None),
    "owner-password-aes-256-r5": (_locked("", "lastnik", "AES-256-R5"), None),
    "owner-password-and-a-script": (_locked_with_script(), F.ACTIVE),
    "password-rc4": (_locked("geslo", "lastnik", "RC4-40"), F.PROTECTED),
    "password-aes-256": (_locked("geslo", "lastnik", "AES-256"), F.PROTECTED),
    "opened-with-a-certificate": (
        raw(b"<</Filter/Adobe.PubSec/V 4>>", trailer=b"/Encrypt 4 0 R/ID[(a)(b)]"),
        F.PROTECTED,
    ),
    "opened-in-no-known-way": (
        raw(b"<</Filter/Standard/V 99/R 99>>", trailer=b"/Encrypt 4 0 R/ID[(a)(b)]"),
        F.PROTECTED,
    ),
    "encryption-that-is-broken": (
        raw(b"<</Filter/Standard>>", trailer=b"/Encrypt 4 0 R"),
        F.PROTECTED,
    ),
    "line-end-before": (b"\r\n" + raw(), None),
    "mark-before": (b"\xef\xbb\xbf" + raw(), None),
    "printer-lines-before": (b"\x1b%-12345X@PJL ENTER LANGUAGE=PDF\r\n" + raw(), None),
    "mail-head-before": (b"Content-Type: application/pdf\r\n\r\n" + raw(), None),
    "1019-bytes-before": (b"\n" * 1_019 + raw(), None),
    "1020-bytes-before": (b"\n" * 1_020 + raw(), F.NOT_WHAT_IT_SAYS),
    "program-before": (b"MZ\x90\0" + raw(), F.NOT_WHAT_IT_SAYS),
    "shell-before": (b"#!/bin/sh\n" + raw(), F.NOT_WHAT_IT_SAYS),
    "picture-before": (b"GIF89a" + raw(), F.NOT_WHAT_IT_SAYS),
    "page-before": (b"x <html><script>alert(1)</script>" + raw(), F.NOT_WHAT_IT_SAYS),
    "markup-before": (b'<?xml version="1.0"?>' + raw(), F.NOT_WHAT_IT_SAYS),
}
PDFS: dict[str, Upload] = {
    f"pdf-{name}": Upload("vloga.pdf", data, fault) for name, (data, fault) in _FILES.items()
}
