"""The least and the most points that a node of a rubric can reach with allowed answers.

Source: CALL_FILE §3 (printed maximum ≠ reachable maximum; thresholds above the maximum) and the
order of §6.3: max_units and max_points, then weight, then cap. A precondition adds 0.

>>> rubric = {"code": "R", "children": [
...     {"code": "1", "kind": "score", "min": "0", "max": "5", "weight": "3"},
...     {"code": "6", "kind": "score", "min": "0", "max": "5", "weight": "2", "cap": "8"}]}
>>> reach = reach_of(rubric, {})
>>> {code: shown(found.points) for code, found in reach.items()}
{'1': '0 … 15', '6': '0 … 8', 'R': '0 … 23'}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from callfile.criteria import KINDS
from callfile.criteria.kind import Node, Reached
from callfile.numbers.exact import parse_decimal
from callfile.reach.checks import parsed
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

__all__ = ["Reach", "node_list", "reach_of", "shown"]


@dataclass(frozen=True, slots=True)
class Reach:
    """What a node can be worth; `exact` tells whether both ends can really be reached.

    `plain` is the range before weight and cap, `weighted` the one before the cap.
    """

    points: Range
    plain: Range
    weighted: Range
    exact: bool


def reach_of(rubric: Mapping[str, Any], facts: Facts) -> dict[str, Reach]:
    """The reach of every node that has a code and can be read, children before their groups."""
    found: dict[str, Reach] = {}
    by_code = {node["code"]: node for node in node_list(rubric) if _code(node)}
    coefficients = [node for node in by_code.values() if node.get("kind") == "coefficient"]
    left_out = {str(node.get("of")) for node in coefficients}
    _Walk(by_code, left_out, found).node(rubric, facts, frozenset())
    return found


def node_list(rubric: Mapping[str, Any], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every node of the tree that is a mapping, parents before their children."""
    yield rubric
    children = rubric.get("children")
    if isinstance(children, list) and depth < 30:
        for child in children:
            if isinstance(child, Mapping):
                yield from node_list(child, depth + 1)


class _Walk:
    def __init__(
        self,
        by_code: Mapping[str, Mapping[str, Any]],
        left_out: set[str],
        found: dict[str, Reach],
    ) -> None:
        self._by_code = by_code
        self._left_out = left_out
        self._found = found

    def node(self, node: Mapping[str, Any], facts: Facts, above_it: frozenset[str]) -> Reach:
        """The reach of one node; `above_it` are the codes on the way here, against circles."""
        code = node["code"] if _code(node) else ""
        if code and code in self._found and self._by_code.get(code) is node:
            return self._found[code]
        if code in above_it or len(above_it) > 60:
            return Reach(EVERYTHING, EVERYTHING, EVERYTHING, exact=False)
        condition = parsed(node.get("precondition"))
        inside = facts if condition is None else narrowed(facts, condition, truth=True)
        if inside is None:
            plain, exact = point(ZERO), True
        else:
            plain, exact = self._plain(node, inside, above_it | {code})
        weight = parse_decimal(node.get("weight"))
        weighted = plain if weight is None else times(plain, point(weight))
        cap = parse_decimal(node.get("cap"))
        points = weighted if cap is None else least_of([weighted, point(cap)])
        if condition is not None:
            points = union(points, point(ZERO))
        reach = Reach(points, plain, weighted, exact)
        if code:
            self._found.setdefault(code, reach)
        return reach

    def _plain(self, node: Node, facts: Facts, above_it: frozenset[str]) -> Reached:
        if "children" in node:
            return self._group(node, facts, above_it)
        kind = KINDS.get(str(node.get("kind")))
        if kind is None:
            return EVERYTHING, False
        return kind.reach(node, facts, lambda code: self._other(code, facts, above_it))

    def _other(self, code: str, facts: Facts, above_it: frozenset[str]) -> Reached | None:
        node = self._by_code.get(code)
        if node is None:
            return None
        reach = self.node(node, facts, above_it)
        return reach.points, reach.exact

    def _group(self, node: Mapping[str, Any], facts: Facts, above_it: frozenset[str]) -> Reached:
        total, exact = point(ZERO), True
        children = node.get("children")
        for child in children if isinstance(children, list) else []:
            if not isinstance(child, Mapping):
                continue
            reach = self.node(child, facts, above_it)
            if not (_code(child) and child["code"] in self._left_out):
                total, exact = plus(total, reach.points), exact and reach.exact
        return total, exact


def _code(node: Mapping[str, Any]) -> bool:
    return isinstance(node.get("code"), str)
