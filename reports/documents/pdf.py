"""HTML to PDF: PDF/A-3a with tags and PDF/UA identifiers; the same input gives the same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from reports.documents.own_files import style_and_fonts
from reports.documents.renderer.pool import NoEngine, pool

# Shown as it is to whoever wants a document on a machine without the library.
PANGO = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True)
class Attached:
    """A file inside the document; `data` comes back byte for byte."""

    name: str
    data: bytes
    description: str


@dataclass(frozen=True)
class Sheet:
    """What becomes a document: the page, the moment that stands in it, its drawings by name."""

    html: str
    at: datetime
    made: Mapping[str, bytes] = field(default_factory=dict)
    attached: Sequence[Attached] = ()


def write_pdf(sheet: Sheet) -> bytes:
    """Rendered in a process of its own, which is given nothing but the sheet.

    Raises Refused where the machine has no Pango, DocumentFailed where the sheet asks for a file
    that did not come with it, and where it takes too long or too much memory.
    """
    style, fonts = style_and_fonts()
    words = {
        "at": sheet.at.astimezone(UTC).isoformat(),
        "made": list(sheet.made),
        "attached": [{"name": one.name, "description": one.description} for one in sheet.attached],
    }
    parts = [sheet.html.encode(), *sheet.made.values(), *(one.data for one in sheet.attached)]
    try:
        return pool.render(({"fonts": list(fonts)}, [style, *fonts.values()]), words, parts)
    except NoEngine as fault:
        said = _("The PDF needs the library Pango on this machine: %(command)s")
        raise Refused(said % {"command": PANGO}) from fault
