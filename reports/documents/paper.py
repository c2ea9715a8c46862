"""What all documents share: columns of languages, the arms, the code that a telephone reads."""

import io
from dataclasses import dataclass
from typing import Any

import segno
from django.utils.translation import override

from grants.models import Funder
from reports.documents.own_files import own_file


@dataclass(frozen=True)
class PaperColumn:
    """One official language of a document."""

    language: str
    text: dict[str, Any]
    address: str = ""


def drawings_of(funder: Funder) -> dict[str, bytes]:
    """The arms, if there are any, by the name that the page calls them."""
    return {funder.arms: own_file(funder.arms)} if funder.arms else {}


def qr_code(address: str) -> bytes:
    """An SVG; the same address gives the same drawing."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#13232e", xmldecl=False, svgns=True, nl=False
    )
    return out.getvalue()


def paper_names_of(funder: Funder, language: str) -> dict[str, Any]:
    """What stands in the letterhead, in one language."""
    with override(language):
        names = {
            "name": str(funder.name),
            "department": str(funder.department),
            "address": str(funder.address),
        }
    return {"funder": names}
