"""Files in which two readers could see two things, and files that are something else altogether.

`kind`, content and the fault that is expected; None for what opens harmlessly. Each is only looked
at, many in one go: what a page says of a fault is asked elsewhere.
"""

import io
import struct
import warnings
import zipfile
import zlib

from applicants.files.check import FileFault
from tests.bad_input.corpus.offices import RELATIONS, related
from tests.bad_input.corpus.pdfs import raw, stream
from tests.bad_input.corpus.uploads import office, open_document

F = FileFault
Case = tuple[str, bytes, FileFault | None]
_RELS = "word/_rels/document.xml.rels"
_EVIL = "https://evil.example/x"


def _with(kind: str, *more: tuple[str, bytes]) -> bytes:
    """A document with further parts, also with names that it has already."""
    whole = office(kind) if kind in ("docx", "xlsx") else open_document(kind)
    file = io.BytesIO(whole)
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as archive:
        warnings.simplefilter("ignore")
        for name, content in more:
            archive.writestr(name, content)
    return file.getvalue()


def _relation(kind: str, mode: str = "External", before: str = "") -> bytes:
    return (
        f'{before}<R><Relationship Type="{kind}" Target="{_EVIL}" TargetMode="{mode}"/></R>'
    ).encode()


def _related(kind: str, mode: str = "External") -> bytes:
    return _with("docx", (_RELS, _relation(kind, mode)))


_LINK, _TEMPLATE = _relation(f"{RELATIONS}/hyperlink"), _relation(f"{RELATIONS}/attachedTemplate")
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARED = '<?xml version="1.0" encoding="%s"?><!DOCTYPE w [<!ENTITY a "b">]><w:document/>'


def _in_letters(encoding: str) -> bytes:
    whole = (_DECLARED % encoding).encode("utf-8" if encoding == "no-such" else encoding)
    return _with("docx", ("word/footer.xml", whole))


OFFICE: dict[str, Case] = {
    "two-lists-of-types": ("docx", _with("docx", ("[Content_Types].xml", b"<Types/>")), F.DAMAGED),
    "two-relations-harmless-first": (
        "docx",
        _with("docx", (_RELS, _LINK), (_RELS, _TEMPLATE)),
        F.DAMAGED,
    ),
    "two-relations-harmless-last": (
        "docx",
        _with("docx", (_RELS, _TEMPLATE), (_RELS, _LINK)),
        F.DAMAGED,
    ),
    "two-relations-in-other-letters": (
        "docx",
        _with("docx", (_RELS, _LINK), (_RELS.upper(), _LINK)),
        F.DAMAGED,
    ),
    "two-documents": ("docx", _with("docx", ("word/document.xml", b"<w/>")), F.DAMAGED),
    "two-contents": ("odt", _with("odt", ("content.xml", b"<x/>")), F.DAMAGED),
    "two-manifests": ("ods", _with("ods", ("META-INF/manifest.xml", b"<m/>")), F.DAMAGED),
    "two-sheets": ("xlsx", _with("xlsx", ("a.xml", b"<a/>"), ("A.xml", b"<a/>")), F.DAMAGED),
    "template-strict": ("docx", _related(f"{_STRICT}/attachedTemplate"), F.ACTIVE),
    "object-strict": ("docx", _related(f"{_STRICT}/oleObject"), F.ACTIVE),
    "template-behind-a-blank": ("docx", _related(f"{RELATIONS}/attachedTemplate "), F.ACTIVE),
    "template-behind-a-tab": ("docx", _related(f"{RELATIONS}/attachedTemplate&#9;"), F.ACTIVE),
    "template-in-capitals": ("docx", _related(f"{RELATIONS}/ATTACHEDTEMPLATE"), F.ACTIVE),
    "template-of-a-small-mode": (
        "docx",
        _related(f"{RELATIONS}/attachedTemplate", "external"),
        F.ACTIVE,
    ),
    "template-of-a-blank-mode": (
        "docx",
        _related(f"{RELATIONS}/attachedTemplate", " External"),
        F.ACTIVE,
    ),
    "object-in-small-letters": ("docx", _related(f"{RELATIONS}/oleobject"), F.ACTIVE),
    "chunk-from-elsewhere": ("docx", _related(f"{RELATIONS}/aFChunk"), F.ACTIVE),
    "chunk-within": ("docx", related("aFChunk", "a.docx", mode=""), None),
    "letters-from-elsewhere": ("docx", _related(f"{RELATIONS}/mailMergeSource"), F.ACTIVE),
    "letters-from-a-disk": ("docx", related("mailMergeSource", "file:///C:/Naslovi.xlsx"), None),
    "heads-of-letters-from-elsewhere": (
        "docx",
        _related(f"{RELATIONS}/mailMergeHeaderSource"),
        F.ACTIVE,
    ),
    "link-in-capitals": ("docx", _related(f"{RELATIONS}/HYPERLINK"), None),
    **{
        f"declared-in-{name}": ("docx", _in_letters(name), F.DAMAGED)
        for name in (
            *("cp037", "utf-7", "shift_jis", "gb18030", "big5", "euc_kr", "utf-32", "no-such"),
            *("iso-8859-2", "cp1250", "koi8-r", "hz", "cp500"),
        )
    },
    "relations-in-cp037": (
        "docx",
        _with(
            "docx",
            (_RELS, _relation("x", before='<?xml version="1.0" encoding="cp037"?>')),
        ),
        F.DAMAGED,
    ),
    "manifest-in-cp037": (
        "odt",
        open_document("odt", manifest=b'<?xml version="1.0" encoding="cp037"?><m/>'),
        F.DAMAGED,
    ),
    "part-in-cp1250": (
        "docx",
        _with("docx", ("a.xml", '<?xml version="1.0" encoding="cp1250"?><č/>'.encode("cp1250"))),
        None,
    ),
    "macros-in-capitals": ("docx", _with("docx", ("word/VBAPROJECT.BIN", b"x")), F.ACTIVE),
    "old-office-as-a-picture": ("docx", _with("docx", ("word/media/a.bin", _OLE)), None),
    "signed": ("odt", _with("odt", ("META-INF/documentsignatures.xml", b"<x/>")), None),
    "kind-behind-a-mark": (
        "odt",
        open_document("odt", mimetype=b"\xef\xbb\xbfapplication/x"),
        F.NOT_WHAT_IT_SAYS,
    ),
    "4000-parts": (
        "docx",
        _with("docx", *((f"a{one}.xml", b"<a/>") for one in range(4_000))),
        None,
    ),
    "name-of-60000-letters": ("docx", _with("docx", ("a" * 60_000, b"x")), None),
    "rest-behind": ("docx", office("docx") + b"rest" * 100, None),
    "blanks-behind": ("docx", office("docx") + b"\0" * 200_000, F.DAMAGED),
    "end-cut": ("docx", office("docx")[:-10], F.DAMAGED),
    "elements-100000-deep": ("docx", _with("docx", ("a.xml", b"<a>" * 100_000)), None),
}


def _carries(names: bytes) -> Case:
    return "pdf", raw(stream(b"MZ"), catalog=b"/X<<%s/EF<</F 4 0 R>>>>" % names), F.ACTIVE


def _x(value: bytes, *more: bytes) -> bytes:
    return raw(*more, catalog=b"/X " + value)


PDF: dict[str, Case] = {
    "carries-under-two-names": _carries(b"/UF(a.pdf)/F(a.exe)"),
    "carries-under-two-names-turned": _carries(b"/UF(a.exe)/F(a.pdf)"),
    "carries-under-a-name-of-dos": _carries(b"/F(a.pdf)/DOS(a.exe)"),
    "carries-under-no-name": _carries(b""),
    "carries-behind-a-blank": _carries(b"/F(a.exe )"),
    "carries-behind-nothing": _carries(rb"/F(a.exe\000)"),
    "carries-in-utf-16": _carries(b"/UF<FEFF0061002E006500780065>"),
    "carries-data-under-two-names": (
        "pdf",
        raw(stream(b"a;b"), catalog=b"/X<</UF(a.csv)/F(a.csv)/EF<</F 4 0 R>>>>"),
        None,
    ),
    "script-behind-another-act": (
        "pdf",
        raw(catalog=b"/OpenAction<</S/GoTo/D[3 0 R]/Next[<</S/JavaScript/JS(x)>>]>>"),
        F.ACTIVE,
    ),
    "script-of-a-picture-in-motion": (
        "pdf",
        raw(catalog=b"/OpenAction<</S/Rendition/OP 0/JS(x)>>"),
        F.ACTIVE,
    ),
    "length-that-is-itself": (
        "pdf",
        _x(b"4 0 R", b"<</Length 4 0 R>>stream\nx\nendstream"),
        F.DAMAGED,
    ),
    "length-beyond-all": (
        "pdf",
        _x(b"4 0 R", b"<</Length 99999999999>>stream\nx\nendstream"),
        F.DAMAGED,
    ),
    "length-with-decimals": (
        "pdf",
        _x(b"4 0 R", b"<</Length 1.5>>stream\nx\nendstream"),
        F.DAMAGED,
    ),
    "length-below-nothing": ("pdf", _x(b"4 0 R", b"<</Length -5>>stream\nx\nendstream"), None),
    "stream-without-end": ("pdf", _x(b"4 0 R", b"<</Length 10>>stream\nx"), F.DAMAGED),
    "outline-in-a-circle": (
        "pdf",
        raw(b"<</First 5 0 R>>", b"<</Next 5 0 R/Parent 4 0 R>>", catalog=b"/Outlines 4 0 R"),
        None,
    ),
    "names-in-a-circle": ("pdf", raw(b"<</Kids[4 0 R]>>", catalog=b"/Names<</Dests 4 0 R>>"), None),
    "pages-below-none": ("pdf", raw().replace(b"/Count 1", b"/Count -5"), None),
    "name-of-a-megabyte": ("pdf", _x(b"/" + b"a" * 1_000_000), F.DAMAGED),
    "number-of-a-megabyte": ("pdf", _x(b"1" * 1_000_000), F.DAMAGED),
    "remark-of-a-megabyte": ("pdf", _x(b"1 %" + b"c" * 1_000_000 + b"\n"), None),
    "text-of-100000-brackets": ("pdf", _x(b"(" * 100_000 + b")" * 100_000), None),
    "100000-keys": ("pdf", _x(b" ".join(b"/K%d 1" % one for one in range(100_000))), F.DAMAGED),
    "number-nobody-counts": ("pdf", _x(b"-3 0 R"), F.DAMAGED),
    "number-nothing": ("pdf", _x(b"0 0 R"), F.DAMAGED),
    "2000-typefaces": (
        "pdf",
        raw(
            *[b"<</Type/Font/BaseFont/Helvetica>>"] * 2_000,
            page=b"/Resources<</Font<<%s>>>>"
            % b"".join(b"/F%d %d 0 R" % (one, one) for one in range(4, 2_004)),
        ),
        None,
    ),
    "table-before-itself": ("pdf", raw(trailer=b"/Prev -1"), F.DAMAGED),
    "table-beyond-the-end": ("pdf", raw(trailer=b"/Prev 999999999"), None),
    "lock-that-is-a-word": ("pdf", raw(trailer=b"/Encrypt/x"), F.DAMAGED),
    "lock-that-is-not-there": ("pdf", raw(trailer=b"/Encrypt 99 0 R"), F.DAMAGED),
    "in-small-letters": ("pdf", raw().replace(b"%PDF", b"%pdf"), F.NOT_WHAT_IT_SAYS),
    "of-a-version-to-come": ("pdf", raw().replace(b"%PDF-1.4", b"%PDF-9.9"), None),
}


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *more: bytes) -> bytes:
    size = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + size + b"".join(more) + _chunk(b"IEND", b"")


_JPG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
_FRAME = b"\xff\xc0\0\x11\x08\0\x01\0\x01\x03" + b"\0" * 9
PICTURES: dict[str, Case] = {
    "of-all-width": ("png", _png(2**32 - 1, 1), F.SWELLS),
    "of-no-height": ("png", _png(1, 0), F.DAMAGED),
    "with-packed-words": (
        "png",
        _png(1, 1, _chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 5_000_000))),
        None,
    ),
    "with-markup": ("png", _png(1, 1, _chunk(b"tEXt", b"a\0<script>alert(1)</script>")), None),
    "of-parts-without-length": ("jpg", _JPG + b"\xff\xe1\0\0" * 50_000 + _FRAME, F.DAMAGED),
    "of-a-million-marks": ("jpg", _JPG + b"\xff" * 1_000_000, F.DAMAGED),
    "of-all-sizes": ("jpg", _JPG + _FRAME[:5] + b"\xff" * 4 + _FRAME[9:], F.SWELLS),
    "progressive": ("jpg", _JPG + _FRAME.replace(b"\xc0", b"\xc2", 1), None),
}
# What else lies in people's folders, under each name that is taken.
_OTHERS = {
    "rar": b"Rar!\x1a\x07\x01\0",
    "7z": b"7z\xbc\xaf'\x1c\0\x04",
    "gz": b"\x1f\x8b\x08\0",
    "tar": b"a.txt" + b"\0" * 252 + b"ustar\0",
    "program": b"MZ\x90\0",
    "program-of-unix": b"\x7fELF",
    "rtf": b"{\\rtf1 x}",
    "postscript": b"%!PS-Adobe-3.0",
    "letter": b"From: x\r\nTo: y\r\n\r\nz",
    "page": b"<!doctype html><html>",
    "list": b"a;b;c\n1;2;3\n",
    "nothing": b"\0" * 1_000,
    "noise": b"\xff" * 1_000,
    "markup": b'<?xml version="1.0"?><a/>',
    "webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "heic": b"\0\0\0\x18ftypheic",
    "tiff": b"II*\0",
    "bmp": b"BM",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "shortcut": b"L\0\0\0\x01\x14\x02\0",
    "signed": b"0\x80\x06\t*\x86H\x86\xf7\r\x01\x07\x02",
    "archive": zlib.compress(b"x"),
}
NAMES = ("pdf", "docx", "odt", "xlsx", "ods", "jpg", "png")
OTHERS: dict[str, Case] = {
    f"{name}-as-{kind}": (kind, content, F.NOT_WHAT_IT_SAYS)
    for name, content in _OTHERS.items()
    for kind in NAMES
}
