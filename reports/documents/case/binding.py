"""What a binder does: puts documents after each other, with bookmarks and a number on each page.

Files that somebody sent are opened in it, so it is a guarded child.
"""

import io

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from accounts.guarded.child import Answer
from accounts.guarded.frames import Frame

# Points from the right and from the top; above the heading of every document.
_RIGHT, _TOP, _SIZE = 100, 20, 9


def prepare(_nothing: Frame) -> Answer:
    def answer(question: Frame) -> Frame:
        words, parts = question
        if words["do"] == "count":
            return {"pages": [_pages(part) for part in parts]}, []
        return {}, [_bound(words["titles"], parts)]

    return answer


def _pages(data: bytes) -> int:
    """As many as can be bound; 0 for what cannot."""
    try:
        bound = _bound([""], [data]) if data else b""
        return len(PdfReader(io.BytesIO(bound)).pages) if bound else 0
    # A damaged file raises anything.
    except Exception:
        return 0


def _bound(titles: list[str], documents: list[bytes]) -> bytes:
    writer = PdfWriter()
    for title, data in zip(titles, documents, strict=True):
        start = len(writer.pages)
        for page in PdfReader(io.BytesIO(data)).pages:
            writer.add_page(page)
        writer.add_outline_item(title=title, page_number=start)
    total = len(writer.pages)
    for number, page in enumerate(writer.pages, 1):
        page.transfer_rotation_to_content()
        page.merge_page(_number(f"{number} / {total}", page))
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _number(words: str, page: PageObject) -> PageObject:
    """A page of the same box that holds these digits alone."""
    box = page.mediabox
    over = PageObject.create_blank_page(width=box.width, height=box.height)
    over.mediabox = box
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/Number"): font})
    over[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    across, up = float(box.right) - _RIGHT, float(box.top) - _TOP
    stream = DecodedStreamObject()
    text = f"q BT /Number {_SIZE} Tf {across:.2f} {up:.2f} Td ({words}) Tj ET Q"
    stream.set_data(text.encode())
    over[NameObject("/Contents")] = stream
    return over
