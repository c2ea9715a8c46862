"""HTML to PDF: PDF/A-3a with tags and PDF/UA identifiers; the same input gives the same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from accounts.guarded.frames import Frame
from accounts.guarded.pool import NoEngine, Pool, Program
from accounts.refusal import Refused
from reports.documents.letters import written
from reports.documents.own_files import style_and_fonts

# Shown as it is to whoever wants a document on a machine without the library.
PANGO = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# The page named a file that did not come with it; the renderer is none the worse for it.
FOREIGN = "ForeignAddress"
RENDERER = Program(
    module="reports.documents.renderer.rendering",
    most_bytes=512 * 1024 * 1024,
    processor=60,
    clock=30,
    at_once=2,
    harmless=frozenset({FOREIGN}),
)


# For jobs: a list of ten thousand rows takes minutes and gigabytes.
PATIENT = replace(
    RENDERER, most_bytes=6 * 1024 * 1024 * 1024, processor=1800, clock=2400, at_once=1
)


@dataclass(frozen=True)
class EmbeddedFile:
    """A file inside the document; `data` comes back byte for byte."""

    name: str
    data: bytes
    description: str


@dataclass(frozen=True)
class Paper:
    """What becomes a document: the page, the moment that stands in it, its drawings by name."""

    html: str
    at: datetime
    made: Mapping[str, bytes] = field(default_factory=dict)
    attached: Sequence[EmbeddedFile] = ()
    # Its inputs can be filled in; then it is no document for the archive (PDF/UA, not PDF/A).
    is_filled_in: bool = False


def write_pdf(sheet: Paper, *, patiently: bool = False) -> bytes:
    """Rendered in a process of its own, which is given nothing but the sheet.

    `patiently`: within the limits of a job; nobody waits for it.

    Raises Refused where the machine has no Pango, ChildFailed where the sheet asks for a file
    that did not come with it, and where it takes too long or too much memory.
    """
    words = {
        "at": sheet.at.astimezone(UTC).isoformat(),
        "made": list(sheet.made),
        "is_filled_in": sheet.is_filled_in,
        "attached": [{"name": one.name, "description": one.description} for one in sheet.attached],
    }
    page = written(sheet.html).encode()
    parts = [page, *sheet.made.values(), *(one.data for one in sheet.attached)]
    try:
        _words, documents = (patient_renderers if patiently else renderers).ask((words, parts))
    except NoEngine as fault:
        said = _("The PDF needs the library Pango on this machine: %(command)s")
        raise Refused(said % {"command": PANGO}) from fault
    return documents[0]


def _style() -> Frame:
    style, fonts = style_and_fonts()
    return {"fonts": list(fonts)}, [style, *fonts.values()]


renderers = Pool(RENDERER, _style)
patient_renderers = Pool(PATIENT, _style)
