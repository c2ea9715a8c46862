"""Which stored files are missing: looked for a few at a time, so that a probe never waits.

Every process goes round all files that rows name, some hundreds each minute, and remembers what it
did not find until it comes by again. `fsck` reads them all and compares their hashes.
"""

import time
from typing import Any, Final

from audit.proof.stored_files import missing_after, registered

AT_ONCE: Final = 200
_SELDOM: Final = 60.0


class Round:
    """Where the search stands: kind by kind, each from its first row to its last."""

    def __init__(self) -> None:
        self.next_at = 0.0
        self.place: tuple[int, Any] = (0, None)
        self.found: dict[int, list[str]] = {}
        self.fresh: list[str] = []

    def look(self) -> None:
        kinds = registered()
        if not kinds:
            return
        number, after = self.place
        number %= len(kinds)
        last, missing = missing_after(kinds[number], after, AT_ONCE)
        self.fresh = [*(self.fresh if after is not None else []), *missing]
        self.found[number] = self.fresh if last is None else [*self.fresh]
        self.place = (number + 1, None) if last is None else (number, last)

    def missing(self) -> list[str]:
        if time.monotonic() >= self.next_at:
            for _kind in registered():
                self.look()
            self.next_at = time.monotonic() + _SELDOM
        return [place for places in self.found.values() for place in places]


_round = Round()


def missing_files() -> list[str]:
    """The rows whose files were not there when they were looked for last."""
    return _round.missing()
