"""The kinds of long work, registered by the apps that do them.

An app registers a kind in its `tasks.py`, which its AppConfig imports when it is ready:

    register_kind(
        JobKind(
            code="decisions",
            title=_("Decisions as PDF"),
            list_items=list_decisions,   # Job -> the keys of what is to be done, in order
            compute=render_decision,     # Job, key -> anything; slow, outside a transaction
            write=store_decision,        # Job, key, result of compute -> None; short, in the
                                         # transaction that ticks the item
            summarise=count_documents,   # Job -> the result that the page shows, optional
        )
    )

`compute` may run twice for one item when a worker is killed; `write` takes effect once.

An act on a whole call is such a kind too, with the `page` on which it is taken. What it raises as
Refused is said on the page of the job. Where others have recorded something since `compute` read,
it raises Outdated, and the item is computed again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from jobs.models import Job


@dataclass(frozen=True, kw_only=True)
class JobKind:
    code: str
    title: Any
    list_items: Callable[[Job], Sequence[str]]
    write: Callable[[Job, str, Any], None]
    compute: Callable[[Job, str], Any] | None = None
    summarise: Callable[[Job], dict[str, Any]] | None = None
    # One item after the other, and none after one that failed.
    in_order: bool = False
    # Of an act: the address of the page where it is taken, and where one sees what it has done.
    page: Callable[[Job], str] | None = None
    # Of what makes files: their words and addresses, shown once all are made.
    files: Callable[[Job], list[tuple[Any, str]]] | None = None

    @property
    def is_act(self) -> bool:
        return self.page is not None


class Outdated(Exception):
    """What was computed no longer fits what is recorded."""


_kinds: dict[str, JobKind] = {}


def register_kind(kind: JobKind) -> None:
    known = _kinds.setdefault(kind.code, kind)
    if known is not kind:
        raise ValueError(f"Two kinds of job are called {kind.code!r}.")


def get_kind(code: str) -> JobKind:
    return _kinds[code]


def acts() -> list[str]:
    """Codes of the kinds that are acts."""
    return [code for code, kind in _kinds.items() if kind.is_act]


def in_order() -> list[str]:
    """Codes of the kinds whose items follow one another."""
    return [code for code, kind in _kinds.items() if kind.in_order]
