"""The only files a document may use: our fonts, the arms, and what is made for it.

A document is rendered where personal data lies; nothing in it may make the machine fetch an
address or open a file that somebody wrote into an application.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

# No such host exists (RFC 2606): the address only tells our own files from all others.
HOME = "https://documents.invalid/"
_OURS = re.compile(r"(?:fonts/[a-z0-9-]+\.woff2|img/[\w.-]+\.(?:svg|png))")
_TYPES = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}


class ForeignAddress(ValueError):
    """A document asked for something that is not ours."""


class OwnFiles:
    """What WeasyPrint asks for files; `made` are those of this one document, by name."""

    # WeasyPrint reads it: a file that is refused stops the document, it is never left out.
    _fail_on_errors = True

    def __init__(self, response: Any, made: Mapping[str, bytes] | None = None) -> None:
        self.response = response
        self.made = made or {}

    def __call__(self, url: str) -> Any:
        name = url.removeprefix(HOME)
        if name == url:
            raise ForeignAddress(url)
        data = self.made.get(name)
        if data is None:
            data = own_file(name)
        return self.response(url, data, {"Content-Type": _TYPES[Path(name).suffix]})


def own_file(name: str) -> bytes:
    """A font or a drawing of the installation. Raises ForeignAddress for anything else."""
    found = finders.find(name) if _OURS.fullmatch(name) else None
    if not isinstance(found, str):
        raise ForeignAddress(name)
    return Path(found).read_bytes()


def style_sheet() -> str:
    """The style of all documents, as it was built."""
    found = finders.find("css/document.css")
    if not isinstance(found, str):
        raise FileNotFoundError("css/document.css")
    return Path(found).read_text(encoding="utf-8")
