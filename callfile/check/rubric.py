"""Set-up check of a rubric: every node readable, every fact asked for, every maximum reachable.

Source: CALL_FILE §3 ("Set-up check", all faults at once) and §6.

>>> page = Inspection()
>>> rubric = {"code": "6", "kind": "score", "title": {}, "min": "0", "max": "5", "step": "1",
...           "weight": "2", "printed_max": "20"}
>>> _ = check_rubric(page, {"rubric": rubric}, "lots[0]", Asked())
>>> [str(fault) for fault in page.faults]
['lots[0].rubric: printed_max (printed=20, reachable=10)']
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from callfile.criteria import COMMON, check_criterion
from callfile.criteria.kind import Place
from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text, parse_decimal
from callfile.reach.asked import Asked
from callfile.reach.checks import check_precondition, parsed
from callfile.reach.domains import Facts
from callfile.reach.expressions import narrowed
from callfile.reach.ranges import ZERO, highest, lowest
from callfile.rubric.reach import Reach, reach_of
from callfile.shape import Inspection, at

DEEPEST = 30


def check_rubric(
    page: Inspection, lot: Mapping[str, Any], place: str, asked: Asked
) -> dict[str, Reach]:
    """Report the faults of the rubric; return the reach of its nodes by code."""
    rubric = page.named(lot["rubric"], at(place, "rubric")) if "rubric" in lot else {}
    if not rubric:
        return {}
    tree = _Tree(page, at(place, "rubric"), asked)
    tree.node(rubric, at(place, "rubric"), asked.facts, 0, guarded=False)
    reach = reach_of(rubric, asked.facts)
    for code, (node, where) in tree.nodes.items():
        if code in reach:
            _check_reach(page, node, where, reach[code])
    tree.check_coefficients()
    return reach


class _Tree:
    def __init__(self, page: Inspection, place: str, asked: Asked) -> None:
        self._page = page
        self._place = place
        self._asked = asked
        self._codes: dict[str, str] = {}
        self.nodes: dict[str, tuple[Mapping[str, Any], str]] = {}

    def node(
        self, node: Mapping[str, Any], place: str, facts: Facts, depth: int, *, guarded: bool
    ) -> None:
        """One node and what is below it; `guarded`: a precondition above may rule it out."""
        page = self._page
        if depth > DEEPEST:
            page.add(place, FaultCode.TOO_DEEP)
            return
        code = page.code(node, place, self._codes)
        if code is not None:
            place = self._place if depth == 0 else at(self._place, code)
            self.nodes[code] = (node, place)
        self._check_common(node, place)
        condition = node.get("precondition")
        if condition is not None:
            where = at(place, "precondition")
            check_precondition(page, condition, where, facts, self._asked.fields)
            guarded = True
            facts = _inside(facts, condition)
        if "children" in node:
            self._group(node, place, facts, depth, guarded=guarded)
        else:
            check_criterion(Place(page, node, place, self._asked, facts, guarded))

    def _check_common(self, node: Mapping[str, Any], place: str) -> None:
        page = self._page
        for key in ("title", "text", "article"):
            page.texts(node, key, place)
        for key in ("printed_max", "weight", "cap"):
            page.number(node, key, place, least=ZERO)
        page.number(node, "minimum", place)

    def _group(
        self, node: Mapping[str, Any], place: str, facts: Facts, depth: int, *, guarded: bool
    ) -> None:
        page = self._page
        page.keys(node, place, ("code", "title", "children"), ("kind", *COMMON))
        if node.get("kind") not in (None, "group"):
            page.add(at(place, "kind"), FaultCode.GROUP_WITH_KIND)
        for where, value in page.items(node, "children", place):
            child = page.named(value, where)
            if child:
                self.node(child, where, facts, depth + 1, guarded=guarded)

    def check_coefficients(self) -> None:
        """A coefficient names another criterion, and never itself on the way round."""
        for node, place in self.nodes.values():
            of = node.get("of")
            if node.get("kind") != "coefficient" or not isinstance(of, str):
                continue
            if of not in self.nodes:
                self._page.add(at(place, "of"), FaultCode.COEFFICIENT_OF_UNKNOWN, name=of[:60])
            elif self._reaches(of, str(node["code"])):
                self._page.add(at(place, "of"), FaultCode.COEFFICIENT_CIRCLE)

    def _reaches(self, start: str, wanted: str) -> bool:
        waiting, seen = [start], {start}
        while waiting:
            code = waiting.pop()
            if code == wanted:
                return True
            node = self.nodes[code][0] if code in self.nodes else {}
            children = node.get("children")
            below = [
                child.get("code")
                for child in (children if isinstance(children, list) else [])
                if isinstance(child, Mapping)
            ]
            for other in (*below, node.get("of")):
                if isinstance(other, str) and other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return False


def _inside(facts: Facts, condition: object) -> Facts:
    node = parsed(condition)
    known = None if node is None else narrowed(facts, node, truth=True)
    return facts if known is None else known


def _check_reach(page: Inspection, node: Mapping[str, Any], place: str, reach: Reach) -> None:
    low, high = lowest(reach.points), highest(reach.points)
    printed = parse_decimal(node.get("printed_max"))
    if printed is not None:
        _check_printed(page, place, printed, high, exact=reach.exact)
    minimum = parse_decimal(node.get("minimum"))
    if minimum is not None and high is not None and minimum > high:
        shown = {"minimum": exact_text(minimum), "reachable": exact_text(high)}
        page.add(at(place, "minimum"), FaultCode.MINIMUM_ABOVE_MAXIMUM, **shown)
    weight, cap = parse_decimal(node.get("weight")), parse_decimal(node.get("cap"))
    plain = (lowest(reach.plain), highest(reach.plain))
    if weight == 0 or (weight not in (None, 1) and plain == (ZERO, ZERO)):
        page.add(at(place, "weight"), FaultCode.WEIGHT_NO_EFFECT)
    elif low is not None and low == high and cap != 0:
        page.add(place, FaultCode.CRITERION_NO_EFFECT)
    most = highest(reach.weighted)
    if cap is not None and most is not None and most <= cap and reach.exact and most != cap:
        shown = {"cap": exact_text(cap), "reachable": exact_text(most)}
        page.add(at(place, "cap"), FaultCode.CAP_NO_EFFECT, **shown)


def _check_printed(
    page: Inspection, place: str, printed: Fraction, high: Fraction | None, *, exact: bool
) -> None:
    if high is None:
        page.add(place, FaultCode.PRINTED_MAX_UNBOUNDED, printed=exact_text(printed))
    elif printed != high:
        # Where the bound is only an upper one, a lower printed maximum may still be right.
        proven = exact or printed > high
        code = FaultCode.PRINTED_MAX if proven else FaultCode.PRINTED_MAX_UNPROVEN
        page.add(place, code, printed=exact_text(printed), reachable=exact_text(high))
