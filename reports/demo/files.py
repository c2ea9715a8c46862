"""Small PDF files made by hand: one page, one line of text, no program in them."""

from functools import cache

# The standard fonts know č only by name, so it gets a place of its own in the encoding.
_CARON = {"č": "\\200", "Č": "\\201", "ć": "\\202", "š": "\\203", "Š": "\\204", "ž": "\\205"}
_CARON |= {"Ž": "\\206", "’": "\\207", "–": "\\210"}
_NAMES = "/ccaron /Ccaron /cacute /scaron /Scaron /zcaron /Zcaron /quoteright /endash"

_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> >> >>"
)
_FONT = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding"
    b" /BaseEncoding /WinAnsiEncoding /Differences [128 %s] >> >>"
)


@cache
def pdf(*lines: str) -> bytes:
    """One A4 page with these lines."""
    shown = " ".join(f"({_escaped(line)}) Tj T*" for line in lines)
    content = f"BT /F1 13 Tf 18 TL 60 770 Td {shown} ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        _FONT % _NAMES.encode(),
    ]
    return _assembled(objects)


def _escaped(line: str) -> str:
    plain = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return "".join(_CARON.get(letter, letter) for letter in plain)


def _assembled(objects: list[bytes]) -> bytes:
    made = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n"
        b"%%%%EOF\n" % (size, rows, size, len(made))
    )
