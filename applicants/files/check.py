"""Whether an uploaded file is what it says, and cannot do anything by itself.

The name is only a claim: the type comes from the content, and both have to agree. Refused are
empty and too large files, files that are two things at once, documents protected by a password,
documents with programs inside (macros, scripts), and archives that would swell when opened. What
stands in the content is looked at in a guarded child, so before a transaction begins.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.guarded.looking import look_at
from accounts.guarded.pool import Busy, ChildFailed, TookTooLong, TookTooMuch
from accounts.refusal import Refused
from applicants.files.kinds import CONTENT_TYPES, FileFault

__all__ = [
    "CONTENT_TYPES",
    "CheckedFile",
    "FileFault",
    "FileRefused",
    "check_file",
    "clean_name",
    "refuse_unfit",
]

_NAME_LENGTH = 120


_WORDS: dict[FileFault, str | Promise] = {
    FileFault.EMPTY: _("The file %(name)s is empty. Choose another one."),
    FileFault.TOO_LARGE: _("The file %(name)s is larger than %(most)s MB. Choose a smaller one."),
    FileFault.WRONG_TYPE: _("The file %(name)s is not of an accepted kind. Accepted: %(types)s."),
    FileFault.NOT_WHAT_IT_SAYS: _(
        "What is in the file %(name)s does not match the ending of its name. Save it again in one"
        " of these kinds: %(types)s."
    ),
    FileFault.PROTECTED: _(
        "The file %(name)s is protected by a password. Save it without protection."
    ),
    FileFault.ACTIVE: _(
        "The file %(name)s holds a program (a macro or a script). Save it without, or as a plain"
        " PDF."
    ),
    FileFault.DAMAGED: _("The file %(name)s cannot be read. Save it again and add it once more."),
    FileFault.SWELLS: _("The file %(name)s is far larger inside than it looks. Save it anew."),
    FileFault.ENDLESS: _(
        "The file %(name)s takes too long to look through. Save it again, or as a plain PDF."
    ),
    FileFault.NOT_NOW: _(
        "The file %(name)s cannot be looked at just now. Add it once more in a minute."
    ),
}


class FileRefused(Refused):
    """`code` says why; the message names the file and the way out."""

    def __init__(self, code: FileFault, **values: object) -> None:
        self.code = code
        super().__init__(_WORDS[code] % values)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: its clean name, type (`pdf`), size and hash."""

    name: str
    type: str
    content_type: str
    size: int
    sha256: str


def check_file(
    *, name: str, content: bytes, types: Collection[str], most_mb: int | None
) -> CheckedFile:
    """Raises FileRefused. `types` are keys of CONTENT_TYPES; a megabyte has 1,000,000 bytes."""
    clean = clean_name(name)
    claimed = refuse_unfit(name=clean, size=len(content), types=types, most_mb=most_mb)
    fault = _fault_of(claimed, content)
    if fault is not None:
        raise FileRefused(fault, name=clean, types=_listed(types))
    return CheckedFile(
        name=f"{clean.rpartition('.')[0]}.{claimed}",
        type=claimed,
        content_type=CONTENT_TYPES[claimed],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def refuse_unfit(*, name: str, size: int, types: Collection[str], most_mb: int | None) -> str:
    """The type that the clean name claims. Raises FileRefused for what no content would mend."""
    words = {"name": name, "types": _listed(types), "most": most_mb}
    ending = name.rpartition(".")[2].lower()
    claimed = "jpg" if ending == "jpeg" else ending
    if not size:
        raise FileRefused(FileFault.EMPTY, **words)
    if most_mb and size > most_mb * 1_000_000:
        raise FileRefused(FileFault.TOO_LARGE, **words)
    if claimed not in types or claimed not in CONTENT_TYPES:
        raise FileRefused(FileFault.WRONG_TYPE, **words)
    return claimed


def _listed(types: Collection[str]) -> str:
    return ", ".join(types).upper()


def clean_name(name: str) -> str:
    """The last part of a path, without control characters and marks that turn the writing.

    >>> clean_name("..\\\\..\\\\etc/pass\\r\\nwd.pdf"), clean_name(".pdf")
    ('passwd.pdf', 'file.pdf')
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    plain = re.sub(r'[<>:"|?*]+', "_", " ".join(kept.split()))
    stem, dot, ending = plain.rpartition(".")
    stem, ending = stem.strip(" .")[:_NAME_LENGTH], ending.strip()
    if dot and ending:
        return f"{stem or 'file'}.{ending[:10]}"
    return (stem or ending)[:_NAME_LENGTH] or "file"


def _fault_of(claimed: str, content: bytes) -> FileFault | None:
    try:
        said, _parts = look_at(content, "applicants.files.look", {"claimed": claimed})
    except TookTooLong:
        return FileFault.ENDLESS
    except TookTooMuch:
        return FileFault.SWELLS
    except Busy:
        return FileFault.NOT_NOW
    except ChildFailed:
        return FileFault.DAMAGED
    return FileFault(said["fault"]) if said["fault"] else None
