"""The faults that stop a whole run: nothing is ranked or divided half (CALL_FILE §6.19).

>>> fault = CoreFault("tie", ["10", "9"])
>>> str(fault.kind), fault.names
('tie', ['9', '10'])
"""

from collections.abc import Iterable
from enum import StrEnum

from callfile.numbers.order import natural_key


class FaultKind(StrEnum):
    """Why a run refuses; the words are those of CALL_FILE §8."""

    TIE = "tie"  # a rule has to cut between equals
    SETUP = "setup"  # the call itself is faulty
    INPUT = "input"  # an entry or an amount is faulty
    NOT_RANKABLE = "not_rankable"  # an admitted entry has no complete score


class CoreFault(Exception):
    """A run refuses. `names`: application numbers, codes or digests concerned, in natural order.

    `reason` is a code that says more than the kind where there is more to say (for example
    `redistribute_not_stated`); the shell puts it into words.
    """

    def __init__(self, kind: str, names: Iterable[str] = (), reason: str = "") -> None:
        self.kind = FaultKind(kind)
        self.names = sorted(set(names), key=natural_key)
        self.reason = reason
        super().__init__(": ".join([self.kind, *filter(None, [reason, ", ".join(self.names)])]))
