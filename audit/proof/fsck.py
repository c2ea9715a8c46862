"""What `manage.py fsck` looks at. A check yields the differences that it finds, gravest first.

Beside them it yields how many rows of a kind it has compared, so that the end can say what was
looked at and what was not. Apps on higher floors register checks of their own when they load.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """Where in the data, and what there is instead of what should be."""

    place: str
    found: str

    def __str__(self) -> str:
        return f"{self.place}: {self.found}"


@dataclass(frozen=True, slots=True)
class Tally:
    """`count` more rows (or files) of a kind were looked at; `why` where they were not compared."""

    kind: str
    count: int
    why: str = ""


Finding = Difference | Tally
Check = Callable[[], Iterator[Finding]]

_checks: list[Check] = []


def register(check: Check) -> Check:
    """Add a check; usable as a decorator. Registering twice changes nothing."""
    if check not in _checks:
        _checks.append(check)
    return check


def registered() -> tuple[Check, ...]:
    return tuple(_checks)


def findings(checks: Iterable[Check] | None = None) -> Iterator[Finding]:
    """Of these checks, or of all in the order of registration."""
    for check in registered() if checks is None else checks:
        yield from check()


def differences() -> Iterator[Difference]:
    """The findings that are wrong."""
    return (found for found in findings() if isinstance(found, Difference))
