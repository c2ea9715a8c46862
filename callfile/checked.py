"""What the set-up check found, small enough to be kept beside the call and shown.

A call can have as many faults as it has letters; nobody reads them all. Of each severity the first
are kept, and how many there are.

>>> found = Checked.of([Fault("merila", FaultCode.UNKNOWN_FORMAT)] * 3, most=2)
>>> found.errors, len(found.shown), found.is_faultless
(3, 2, False)
>>> Checked.read(found.stored()) == found
True
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from callfile.faults import Fault, FaultCode, Severity

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Checked:
    """`shown` are the first faults of each severity in the order of the file."""

    shown: tuple[Fault, ...]
    errors: int
    warnings: int

    @classmethod
    def of(cls, faults: Iterable[Fault], most: int = MOST_SHOWN) -> Self:
        counts = dict.fromkeys(Severity, 0)
        shown = []
        for fault in faults:
            counts[fault.severity] += 1
            if counts[fault.severity] <= most:
                shown.append(fault)
        return cls(tuple(shown), counts[Severity.ERROR], counts[Severity.WARNING])

    @property
    def is_faultless(self) -> bool:
        return not self.errors

    def shown_of(self, severity: Severity) -> list[Fault]:
        return [fault for fault in self.shown if fault.severity is severity]

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        shown = [[one.place, one.code.value, dict(one.args), one.line] for one in self.shown]
        return {"shown": shown, "errors": self.errors, "warnings": self.warnings}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        shown = (Fault(place, FaultCode(code), *rest) for place, code, *rest in stored["shown"])
        return cls(tuple(shown), stored["errors"], stored["warnings"])
