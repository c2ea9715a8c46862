"""The files that a document may use: our style and our fonts."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

_OURS = re.compile(r"(?:css/document\.css|fonts/[a-z0-9-]+\.woff2)")
_FONT = re.compile(r"fonts/[a-z0-9-]+\.woff2")


class NotOurs(ValueError):
    """A document names a file that the installation does not have for documents."""


def own_file(name: str) -> bytes:
    """A file of the installation. Raises NotOurs for anything else."""
    found = finders.find(name) if _OURS.fullmatch(name) else None
    if not isinstance(found, str):
        raise NotOurs(name)
    return Path(found).read_bytes()


@cache
def style_and_fonts() -> tuple[bytes, dict[str, bytes]]:
    """The style of all documents as it was built, and the fonts it names."""
    style = own_file("css/document.css")
    names = dict.fromkeys(_FONT.findall(style.decode()))
    return style, {name: own_file(name) for name in names}
