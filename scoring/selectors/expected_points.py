"""What the facts of an application are worth before anybody has scored it.

Computed criteria give their points; criteria that the committee assesses give only what they could
reach. The sums follow the tree: weights, caps and preconditions of groups hold here too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from callfile.criteria import Criterion, Node
from callfile.lots.lot import Lot
from callfile.lots.reached import reach_of_facts, reach_of_lot
from callfile.reach.ranges import highest
from callfile.rubric.reach import Reach
from callfile.rubric.rubric import Rubric, children_of
from callfile.strict.fault import CoreFault
from scoring.core.points.entries import read_evaluated
from scoring.core.points.reading import CriterionReading
from scoring.core.points.score import read_rules
from scoring.core.points.tree import PointsTally
from scoring.core.trace import PointStep, Step

ZERO = Fraction(0)
_ASSESSED = {PointStep.MISSING_SHEETS, PointStep.AGREED_MISSING, PointStep.ANSWER_MISSING}


@dataclass(frozen=True)
class ExpectedCriterion:
    """One criterion: its points, or None while a fact is missing or the committee assesses it."""

    code: str
    points: Fraction | None
    most: Fraction | None
    is_assessed: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class ExpectedPoints:
    """`reached` of at most `computed`, out of `most` that the lot has; `threshold` of the total."""

    criteria: tuple[ExpectedCriterion, ...]
    reached: Fraction
    computed: Fraction | None
    most: Fraction | None
    threshold: Fraction | None

    @property
    def has_computed(self) -> bool:
        return any(not criterion.is_assessed for criterion in self.criteria)


def expected_points(lot: Lot, facts: Mapping[str, object]) -> ExpectedPoints | None:
    """None where the rubric cannot be computed."""
    try:
        rubric = read_rules(lot).rubric
        entry = read_evaluated({"number": "1", "facts": facts})
        tally = PointsTally(rubric, CriterionReading(entry, lot.aggregation))
        leaves = [node for node in rubric.nodes.values() if isinstance(node, Criterion)]
        points = {node.code: tally.points(node) for node in leaves}
    except CoreFault:
        return None
    reach = reach_of_lot(lot)
    criteria = tuple(_criterion(node, points, tally, reach) for node in leaves)
    known = {one.code: one.points or ZERO for one in criteria if not one.is_assessed}
    most = {one.code: one.most for one in criteria if not one.is_assessed}
    return ExpectedPoints(
        criteria=criteria,
        reached=_sum(rubric.root, rubric, known),
        computed=None
        if None in most.values()
        else _sum(rubric.root, rubric, {code: value or ZERO for code, value in most.items()}),
        most=_most(reach, rubric.root.code),
        threshold=None if lot.threshold is None else lot.threshold.total,
    )


def points_of_facts(lot: Lot, facts: Mapping[str, object]) -> dict[str, tuple[Fraction, bool]]:
    """By criterion its points, or with True the most that the committee may give with these facts;
    under no code the sum of what is computed. Nothing where the rubric cannot be computed.
    """
    found = expected_points(lot, facts)
    if found is None:
        return {}
    reach = reach_of_facts(lot, facts)
    points: dict[str, tuple[Fraction, bool]] = {}
    for one in found.criteria:
        most = _most(reach, one.code)
        if one.points is not None:
            points[one.code] = one.points, False
        elif one.is_assessed and most is not None:
            points[one.code] = most, True
    return points | ({"": (found.reached, False)} if found.has_computed else {})


def _criterion(
    node: Node,
    points: Mapping[str, Fraction | None],
    tally: PointsTally,
    reach: Mapping[str, Reach],
) -> ExpectedCriterion:
    steps = tuple(tally.trace.get(node.code) or ())
    rules = {str(one["rule"]) for one in steps}
    return ExpectedCriterion(
        code=node.code,
        points=points[node.code],
        most=_most(reach, node.code),
        is_assessed=points[node.code] is None and not rules.isdisjoint(_ASSESSED),
        steps=steps,
    )


def _most(reach: Mapping[str, Reach], code: str) -> Fraction | None:
    return highest(reach[code].points) if code in reach else None


def _sum(node: Node, rubric: Rubric, known: Mapping[str, Fraction]) -> Fraction:
    """What the known criteria below a node add up to; weights of criteria are in them already."""
    if isinstance(node, Criterion):
        return known.get(node.code, ZERO)
    below = sum(
        (
            _sum(child, rubric, known)
            for child in children_of(node)
            if child.code not in rubric.left_out
        ),
        ZERO,
    )
    weighted = below * node.weight
    return weighted if node.cap is None else min(weighted, node.cap)
