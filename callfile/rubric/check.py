"""Set-up check of a rubric: every fact asked for, every maximum reachable, nothing without effect.

Source: CALL_FILE §3 ("Set-up check", all faults at once) and §6.

>>> page = Inspection()
>>> rubric = RUBRIC.read(page, {"code": "6", "kind": "score", "title": {}, "min": "0", "max": "5",
...     "step": "1", "weight": "2", "printed_max": "20"}, "lots[0].rubric")
>>> _ = check_rubric(page, rubric, "lots[0].rubric", Asked())
>>> [str(fault) for fault in page.faults]
['lots[0].rubric: printed_max (printed=20, reachable=10)']
"""

from fractions import Fraction

from callfile.criteria import Criterion, Node
from callfile.criteria.node import Place
from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text
from callfile.reach.asked import Asked
from callfile.reach.checks import check_precondition
from callfile.reach.domains import Facts
from callfile.reach.expressions import narrowed
from callfile.reach.ranges import ZERO, highest, lowest
from callfile.reading.inspection import Inspection, at
from callfile.rubric.reach import Reach, reach_of
from callfile.rubric.rubric import RUBRIC, Rubric, children_of, place_of

__all__ = ["RUBRIC", "check_rubric"]


def check_rubric(page: Inspection, rubric: Rubric, place: str, asked: Asked) -> dict[str, Reach]:
    """Report the faults of the rubric; return the reach of its nodes by code."""
    _Checks(page, rubric, place, asked).node(rubric.root, asked.facts, guarded=False)
    reach = reach_of(rubric, asked.facts)
    for code, node in rubric.nodes.items():
        if code in reach:
            where = place_of(place, node, is_root=node is rubric.root)
            _check_reach(page, node, where, reach[code])
    return reach


class _Checks:
    def __init__(self, page: Inspection, rubric: Rubric, place: str, asked: Asked) -> None:
        self._page = page
        self._rubric = rubric
        self._place = place
        self._asked = asked

    def node(self, node: Node, facts: Facts, *, guarded: bool) -> None:
        """One node and what is below it; `guarded`: a precondition above may rule it out."""
        page = self._page
        place = place_of(self._place, node, is_root=node is self._rubric.root)
        if node.precondition is not None:
            where = at(place, "precondition")
            check_precondition(page, node.precondition, where, facts, self._asked)
            guarded = True
            inside = narrowed(facts, node.precondition.node, truth=True)
            facts = facts if inside is None else inside
        if isinstance(node, Criterion):
            node.check_facts(Place(page, place, self._asked, facts, guarded))
        for child in children_of(node):
            self.node(child, facts, guarded=guarded)


def _check_reach(page: Inspection, node: Node, place: str, reach: Reach) -> None:
    low, high = lowest(reach.points), highest(reach.points)
    if node.printed_max is not None:
        _check_printed(page, place, node.printed_max, high, exact=reach.exact)
    if node.minimum is not None and high is not None and node.minimum > high:
        shown = {"minimum": exact_text(node.minimum), "reachable": exact_text(high)}
        page.add(at(place, "minimum"), FaultCode.MINIMUM_ABOVE_MAXIMUM, **shown)
    plain = (lowest(reach.plain), highest(reach.plain))
    if node.weight == 0 or (node.weight != 1 and plain == (ZERO, ZERO)):
        page.add(at(place, "weight"), FaultCode.WEIGHT_NO_EFFECT)
    elif low is not None and low == high and node.cap != 0:
        page.add(place, FaultCode.CRITERION_NO_EFFECT)
    most, cap = highest(reach.weighted), node.cap
    if cap is not None and most is not None and most < cap and reach.exact:
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
