"""What a drill has found: one line of the report."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.installation import Installation

# Work that goes on later than this has not gone on by itself.
PATIENCE = 60.0


@dataclass
class Finding:
    """`seconds` is the longest time from a fault until the next acknowledgement.

    `acknowledged`, `lost` and `doubled` count what the drill is about: submits, documents, letters.
    `unproven` are receipts that do not verify, `fsck` the differences that it found.
    """

    fault: str
    done: str
    database: str
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    receipts: int = 0
    unproven: list[str] = field(default_factory=list)
    fsck: list[str] = field(default_factory=list)
    seconds: float | None = None

    @property
    def is_good(self) -> bool:
        wrong = [*self.lost, *self.doubled, *self.unproven, *self.fsck]
        return not wrong and (self.seconds is None or self.seconds < PATIENCE)

    def as_row(self) -> dict[str, Any]:
        return {**asdict(self), "is_good": self.is_good}


def promises_kept(
    merila: Installation,
    *,
    fault: str,
    done: str,
    acknowledged: dict[str, str],
    seconds: float | None = None,
) -> Finding:
    """Looks every acknowledged submit up: {number: receipt as the applicant got it, or empty}."""
    found = json.loads(
        merila.python("-m", "tests.kept_promises", given=json.dumps({"acknowledged": acknowledged}))
    )
    return Finding(
        fault=fault,
        done=done,
        database=merila.vendor,
        acknowledged=len(acknowledged),
        lost=found["lost"],
        doubled=found["doubled"],
        receipts=found["receipts"],
        unproven=found["unproven"],
        fsck=found["fsck"],
        seconds=seconds,
    )
