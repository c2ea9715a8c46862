"""Files: what they say, what they are, and what they must not hold."""

import io
import struct
import zipfile
import zlib
from hashlib import sha256

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from applicants.files.check import CONTENT_TYPES, FileFault, FileRefused, check_file, clean_name
from tests.grants.applying import a_pdf

ALL = list(CONTENT_TYPES)
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489") + bytes(
    40
)
JPG_HEAD = "ffd8ffe000104a46494600010100000100010000"
JPG = bytes.fromhex(JPG_HEAD + "ffc0000b08001000100101110000") + bytes(60) + b"\xff\xd9"


def _zip(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _docx(**parts: bytes) -> bytes:
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _zip({"[Content_Types].xml": _types(main), "word/a.xml": b"", **parts})


def _xlsx() -> bytes:
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return _zip({"[Content_Types].xml": _types(main)})


def _types(main: bytes) -> bytes:
    return b'<Types><Override ContentType="' + main + b'"/></Types>'


_LONG = _docx(**{"word/b.xml": bytes(2**19)})


def _with_broken_bytes(packed: bytes) -> bytes:
    """In the first part, behind its name: what the list of the parts says still holds."""
    start = 30 + len("[Content_Types].xml")
    return packed[:start] + b"\xff" * 8 + packed[start + 8 :]


def _with_a_lying_directory(packed: bytes, name: str, said: bytes) -> bytes:
    """The list of the parts says that the part holds `said`, with a check sum that fits that."""
    entry = packed.rindex(b"PK\x01\x02", 0, packed.rindex(name.encode()))
    lying = struct.pack("<I", zlib.crc32(said)), struct.pack("<I", len(said))
    before, size, between = (
        packed[: entry + 16],
        packed[entry + 20 : entry + 24],
        packed[entry + 28 :],
    )
    return before + lying[0] + size + lying[1] + between


def _odt(**parts: bytes) -> bytes:
    return _zip({"mimetype": CONTENT_TYPES["odt"].encode(), "content.xml": b"", **parts})


def _pdf_with_script() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=10, height=10)
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=10, height=10)
    writer.encrypt("geslo", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", a_pdf()),
        ("a.docx", _docx()),
        ("a.xlsx", _xlsx()),
        ("a.odt", _odt()),
        ("a.png", PNG),
        ("a.JPEG", JPG),
    ],
)
def test_check_file_takes_what_is_what_it_says(name, content):
    checked = check_file(name=name, content=content, types=ALL, most_mb=1)
    assert checked.sha256 == sha256(content).hexdigest()
    assert checked.name.endswith(f".{checked.type}")
    assert checked.content_type == CONTENT_TYPES[checked.type]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.pdf", b"", FileFault.EMPTY),
        ("a.pdf", a_pdf() + bytes(1_000_001), FileFault.TOO_LARGE),
        ("a.exe", b"MZ", FileFault.WRONG_TYPE),
        ("a", b"x", FileFault.WRONG_TYPE),
        ("a.svg", b"<svg/>", FileFault.WRONG_TYPE),
        ("a.pdf", PNG, FileFault.NOT_WHAT_IT_SAYS),
        ("a.png", a_pdf(), FileFault.NOT_WHAT_IT_SAYS),
        ("a.jpg", PNG, FileFault.NOT_WHAT_IT_SAYS),
        ("a.docx", _xlsx(), FileFault.NOT_WHAT_IT_SAYS),
        ("a.docx", _zip({"a": b""}), FileFault.NOT_WHAT_IT_SAYS),
        ("a.odt", _docx(), FileFault.NOT_WHAT_IT_SAYS),
        ("a.pdf", a_pdf() + _zip({"a": b"b"}), FileFault.NOT_WHAT_IT_SAYS),
        ("a.png", PNG + _zip({"a": b"b"}), FileFault.NOT_WHAT_IT_SAYS),
        ("a.pdf", b"%PDF-1.7 nothing", FileFault.DAMAGED),
        ("a.docx", b"PK\x03\x04" + bytes(50), FileFault.DAMAGED),
        ("a.docx", _with_broken_bytes(_docx()), FileFault.DAMAGED),
        ("a.xlsx", _zip({"[Content_Types].xml": b"x"}, zipfile.ZIP_LZMA), FileFault.DAMAGED),
        # Longer, shorter and other than its directory says.
        ("a.docx", _with_a_lying_directory(_LONG, "word/b.xml", bytes(100)), FileFault.DAMAGED),
        ("a.docx", _with_a_lying_directory(_LONG, "word/b.xml", bytes(2**20)), FileFault.DAMAGED),
        ("a.docx", _with_a_lying_directory(_LONG, "word/b.xml", b"x" * 2**19), FileFault.DAMAGED),
        ("a.pdf", _locked_pdf(), FileFault.PROTECTED),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), FileFault.PROTECTED),
        (
            "a.odt",
            _odt(**{"META-INF/manifest.xml": b"<m><encryption-data/></m>"}),
            FileFault.PROTECTED,
        ),
        ("a.pdf", _pdf_with_script(), FileFault.ACTIVE),
        ("a.docx", _docx(**{"word/vbaProject.bin": b"x"}), FileFault.ACTIVE),
        ("a.odt", _odt(**{"Basic/Standard/a.xml": b"x"}), FileFault.ACTIVE),
        ("a.docx", _docx(**{f"word/{n}": b"" for n in range(5001)}), FileFault.SWELLS),
    ],
)
def test_check_file_refuses_and_says_why(name, content, fault):
    with pytest.raises(FileRefused) as refused:
        check_file(name=name, content=content, types=ALL, most_mb=1)
    assert refused.value.code is fault
    assert clean_name(name) in str(refused.value)


def test_check_file_refuses_a_bomb_without_unpacking_it():
    bomb = _docx(**{"word/zeros.xml": bytes(301_000_000)})
    assert len(bomb) < 1_000_000
    with pytest.raises(FileRefused) as refused:
        check_file(name="a.docx", content=bomb, types=ALL, most_mb=1)
    assert refused.value.code is FileFault.SWELLS


def test_check_file_keeps_to_the_kinds_of_the_field():
    with pytest.raises(FileRefused):
        check_file(name="a.pdf", content=a_pdf(), types=["png"], most_mb=1)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\Statut.pdf", "Statut.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("exe.\u202efdp.pdf", "exe.fdp.pdf"),
        ("\x00.pdf", "file.pdf"),
        ("  .  ", "file"),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf"),
        ("c\u030crka.pdf", "črka.pdf"),
    ],
)
def test_clean_name_keeps_only_a_name(name, clean):
    assert clean_name(name) == clean
