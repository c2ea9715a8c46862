"""What `manage.py fsck` looks at. A check yields the differences that it finds, gravest first.

Apps on higher floors register checks of their own when they are loaded.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """Where in the data, and what there is instead of what should be."""

    place: str
    found: str

    def __str__(self) -> str:
        return f"{self.place}: {self.found}"


Check = Callable[[], Iterator[Difference]]

_checks: list[Check] = []


def register(check: Check) -> Check:
    """Add a check; usable as a decorator. Registering twice changes nothing."""
    if check not in _checks:
        _checks.append(check)
    return check


def registered() -> tuple[Check, ...]:
    return tuple(_checks)


def differences() -> Iterator[Difference]:
    """Of all checks, in the order of registration."""
    for check in registered():
        yield from check()
