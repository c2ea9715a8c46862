"""What all documents share: columns of languages, letterhead, the code that a telephone reads."""

import io
from dataclasses import dataclass
from typing import Any, Final

import segno

from grants.models import Letterhead
from grants.words.letterhead import names_on_paper

# The name by which the page of a document calls the arms.
_ARMS: Final = "made/arms.png"


@dataclass(frozen=True)
class PaperColumn:
    """One official language of a document."""

    language: str
    text: dict[str, Any]
    address: str = ""


def arms_on(letterhead: Letterhead) -> str:
    """The name of the arms within the document; empty where there are none."""
    return _ARMS if letterhead.arms_sha256 else ""


def drawings_of(letterhead: Letterhead) -> dict[str, bytes]:
    """The arms, if there are any, by the name that the page calls them."""
    return {_ARMS: bytes(letterhead.arms)} if letterhead.arms_sha256 else {}


def qr_code(address: str) -> bytes:
    """An SVG; the same address gives the same drawing."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#13232e", xmldecl=False, svgns=True, nl=False
    )
    return out.getvalue()


def paper_names_of(letterhead: Letterhead, language: str) -> dict[str, Any]:
    """What stands in the letterhead, in one language."""
    return {"funder": names_on_paper(letterhead, language)}
