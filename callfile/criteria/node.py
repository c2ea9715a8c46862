"""What every node of a rubric has, and what each kind of criterion must say of itself.

Source: CALL_FILE §3 (the table of kinds and their set-up faults) and §8 (their keys). One kind is
one module here: its keys, what it asks of the form, and the points that it can reach. Its points
stand in `scoring/core/points/criteria.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from callfile.formula.expression import EXPRESSION, Expression
from callfile.reach.asked import Asked
from callfile.reach.domains import Facts
from callfile.reach.ranges import EVERYTHING, Range
from callfile.reading.inspection import Inspection
from callfile.reading.parts import key, part
from callfile.reading.shapes import CODE, NOT_NEGATIVE, NUMBER, TEXTS, Shape, Texts

ONE = Fraction(1)
PUBLISHED = "The published sentence, in every language of the call."

# Whoever reads a node has looked at its kind before.
KIND: Shape[str] = Shape(lambda _page, value, _place: str(value), lambda _: {}, "")
# The points another criterion can reach before it counts, and whether both ends are reached.
Reached = tuple[Range, bool]
Others = Callable[[str], Reached | None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a criterion stands: what the form asks, and the facts its preconditions leave.

    `guarded`: a precondition may rule it out.
    """

    page: Inspection
    place: str
    asked: Asked
    facts: Facts
    guarded: bool


@part("A criterion, or a group of criteria.")
class Node:
    """The weight acts after the node's own rule, then the cap, then the minimum."""

    code: str = key(CODE, "Its name in sheets, thresholds and tie-breaks.")
    title: Texts = key(TEXTS, "Its name for people.")
    text: Texts | None = key(TEXTS, PUBLISHED, default=None)
    article: Texts | None = key(TEXTS, "The article that it stands in.", default=None)
    printed_max: Fraction | None = key(
        NOT_NEGATIVE,
        "The maximum that the published text prints; the check compares it.",
        default=None,
    )
    weight: Fraction = key(NOT_NEGATIVE, "Factor, applied after the node's own rule.", default=ONE)
    cap: Fraction | None = key(NOT_NEGATIVE, "At most this much, after the weight.", default=None)
    minimum: Fraction | None = key(
        NUMBER,
        "Own threshold, after weight and cap. `bands` and `score` use it alike.",
        default=None,
    )
    precondition: Expression | None = key(
        EXPRESSION,
        "Where it does not hold, the node has 0 points and the trace says why.",
        default=None,
    )


@part("A criterion.")
class Criterion(Node):
    """A node without children. `NAME` is its kind in the file, `MEANING` explains it."""

    NAME: ClassVar[str] = ""
    MEANING: ClassVar[str] = ""

    kind: str = key(KIND, "Where the points come from (below).")

    def check_facts(self, here: Place) -> None:
        """Report what it asks of the form and does not get."""

    def reach(self, facts: Facts, others: Others) -> Reached:
        """The points before weight and cap; of a criterion that does not say them, any."""
        return EVERYTHING, False
