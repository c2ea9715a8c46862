"""The least and the most points that a node of a rubric can reach with allowed answers.

Source: CALL_FILE §3 (printed maximum ≠ reachable maximum; thresholds above the maximum) and the
order of §6.3: max_units and max_points, then weight, then cap. A precondition adds 0.

>>> rubric = strictly(RUBRIC, {"code": "R", "children": [
...     {"code": "1", "kind": "score", "min": "0", "max": "5", "weight": "3"},
...     {"code": "6", "kind": "score", "min": "0", "max": "5", "weight": "2", "cap": "8"}]})
>>> reach = reach_of(rubric, {})
>>> {code: shown(found.points) for code, found in reach.items()}
{'1': '0 … 15', '6': '0 … 8', 'R': '0 … 23'}
"""

from dataclasses import dataclass

from callfile.criteria import Criterion, Node
from callfile.criteria.node import Reached
from callfile.reach.domains import Facts
from callfile.reach.expressions import narrowed
from callfile.reach.ranges import (
    EVERYTHING,
    ZERO,
    Range,
    least_of,
    plus,
    point,
    shown,
    times,
    union,
)
from callfile.rubric.rubric import RUBRIC, Rubric, children_of, strictly

__all__ = ["RUBRIC", "Reach", "reach_of", "shown", "strictly"]


@dataclass(frozen=True, slots=True)
class Reach:
    """What a node can be worth; `exact` tells whether both ends can really be reached.

    `plain` is the range before weight and cap, `weighted` the one before the cap.
    """

    points: Range
    plain: Range
    weighted: Range
    exact: bool


def reach_of(rubric: Rubric, facts: Facts) -> dict[str, Reach]:
    """The reach of every node that has a code, children before their groups."""
    found: dict[str, Reach] = {}
    _Walk(rubric, found).node(rubric.root, facts, frozenset())
    return found


class _Walk:
    def __init__(self, rubric: Rubric, found: dict[str, Reach]) -> None:
        self._rubric = rubric
        self._found = found

    def node(self, node: Node, facts: Facts, above_it: frozenset[str]) -> Reach:
        """The reach of one node; `above_it` are the codes on the way here, against circles."""
        code = node.code
        if code in self._found and self._rubric.nodes.get(code) is node:
            return self._found[code]
        if code in above_it or len(above_it) > 60:
            return Reach(EVERYTHING, EVERYTHING, EVERYTHING, exact=False)
        inside: Facts | None = facts
        if node.precondition is not None:
            inside = narrowed(facts, node.precondition.node, truth=True)
        if inside is None:
            plain, exact = point(ZERO), True
        else:
            plain, exact = self._plain(node, inside, above_it | {code})
        weighted = times(plain, point(node.weight)) if node.weight != 1 else plain
        points = weighted if node.cap is None else least_of([weighted, point(node.cap)])
        if node.precondition is not None:
            points = union(points, point(ZERO))
        reach = Reach(points, plain, weighted, exact)
        if code:
            self._found.setdefault(code, reach)
        return reach

    def _plain(self, node: Node, facts: Facts, above_it: frozenset[str]) -> Reached:
        if isinstance(node, Criterion):
            return node.reach(facts, lambda code: self._other(code, facts, above_it))
        return self._sum(node, facts, above_it)

    def _other(self, code: str, facts: Facts, above_it: frozenset[str]) -> Reached | None:
        node = self._rubric.nodes.get(code)
        if node is None:
            return None
        reach = self.node(node, facts, above_it)
        return reach.points, reach.exact

    def _sum(self, group: Node, facts: Facts, above_it: frozenset[str]) -> Reached:
        total, exact = point(ZERO), True
        for child in children_of(group):
            reach = self.node(child, facts, above_it)
            if child.code not in self._rubric.left_out:
                total, exact = plus(total, reach.points), exact and reach.exact
        return total, exact
