"""Signs of life of a worker that computes: only one that gives none for long is taken for stuck.

Every query is a sign; what computes long without a query walks over its rows with `lively`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
Listener = Callable[[], object]

_listeners: list[Listener] = []


def alive() -> None:
    for listener in _listeners:
        listener()


def lively(rows: Iterable[T]) -> Iterator[T]:
    """The same rows, with a sign of life at each of them; outside a worker nobody listens."""
    for row in rows:
        alive()
        yield row


@contextmanager
def heard_by(*listeners: Listener) -> Iterator[None]:
    """Within it they are called at every sign: often, so they take care to be quick."""
    _listeners.extend(listeners)
    try:
        with connection.execute_wrapper(_query):
            yield
    finally:
        del _listeners[-len(listeners) :]


def _query(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    alive()
    return execute(sql, params, many, context)
