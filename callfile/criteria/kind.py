"""What each kind of criterion has: its keys, a strict reader, its set-up check, its reach.

Source: CALL_FILE §3 (the table of kinds and their set-up faults) and §8 (their keys). One kind is
one module here; its points stand in `scoring/core/points/criteria.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from callfile.reach.asked import Asked
from callfile.reach.domains import Facts
from callfile.reach.ranges import Range
from callfile.shape import Inspection

# The points another criterion can reach before it counts, and whether both ends are reached.
Reached = tuple[Range, bool]
Others = Callable[[str], Reached | None]
Node = Mapping[str, Any]
Criterion = TypeVar("Criterion")


@dataclass(frozen=True, slots=True)
class Place:
    """A criterion where it stands: what the form asks, and the facts its preconditions leave.

    `guarded`: a precondition may rule it out.
    """

    page: Inspection
    node: Node
    place: str
    asked: Asked
    facts: Facts
    guarded: bool


@dataclass(frozen=True, slots=True)
class CriterionKind(Generic[Criterion]):
    """`read` raises CoreFault(setup, [code]); `check` reports; `reach` goes on whatever is wrong.

    `required` and `optional` are the keys of the kind beside those of every criterion.
    """

    name: str
    # For who writes call files: the reference page.
    meaning: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    read: Callable[[Mapping[str, object], str], Criterion]
    check: Callable[[Place], None]
    reach: Callable[[Node, Facts, Others], Reached]
