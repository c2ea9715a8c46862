"""What is posted with files: paper that came, letters that went."""

from typing import Any

from tests.bad_input.world import World
from tests.grants.applying import a_pdf
from tests.grants.papers import SENDER


def a_file(name: str, content: bytes) -> Any:
    return NamedFile(name, content)


class NamedFile:
    """A file for the test client, under any name: not even the client may tidy it."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.content, self._read = name, content, False

    def read(self, *_size: int) -> bytes:
        return self.content


def typed_paper(_world: World) -> dict[str, Any]:
    return {
        **SENDER,
        "way": "post",
        "day": "29. 10. 2026",
        "time": "17.15",
        "registry_number": "7",
        "lot": "A",
        "language": "sl",
        "scan": a_file("vloga.pdf", a_pdf()),
    }


def typed_letter(_world: World) -> dict[str, Any]:
    day, scan = "3. 12. 2026", a_file("vrocilnica.pdf", a_pdf())
    return {"posted_on": day, "kind": "handed_over", "on": day, "scan": scan}


def typed_reply(_world: World) -> dict[str, Any]:
    """On what was found."""
    return {
        "agrees_members": "yes",
        "reply-filed_on": "3. 12. 2026",
        "reply-registry_number": "610-25/2026-11",
        "reply-scan": a_file("odgovor.pdf", a_pdf()),
    }


def typed_objection(_world: World) -> dict[str, Any]:
    return {
        "filed_on": "3. 12. 2026",
        "registry_number": "610-25/2026-12",
        "reason": "Dela pri tekmecu.",
        "scan": a_file("ugovor.pdf", a_pdf()),
    }
