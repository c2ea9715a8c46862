"""One entry through the whole tree: preconditions, criteria, groups, weights, caps.

A criterion is rounded like an assessed one, then × weight, then at most the cap; a group adds
what its children hold exactly (source: CALL_FILE section 4, 3, and section 6, 3, 4, 6 and 8).
A false precondition is 0 points and nothing below is read. A criterion that a coefficient names
is not added a second time by itself.

>>> from scoring.core.points.entries import read_evaluated
>>> rubric = strictly(RUBRIC, {"code": "R", "children": [
...     {"code": "K", "kind": "per_unit", "fact": "n", "points": "3", "weight": "2", "cap": "30"}]})
>>> entry = read_evaluated({"number": "1", "facts": {"n": "9"}})
>>> tally = PointsTally(rubric, CriterionReading(entry, strictly(AGGREGATION, {"decimals": 2})))
>>> tally.points(rubric.root), [one["rule"] for one in tally.trace["K"]]
(Fraction(30, 1), ['per_unit', 'weight', 'cap'])
"""

from fractions import Fraction

from callfile.criteria import Coefficient, Criterion, Node
from callfile.formula.evaluate import MISSING, evaluate
from callfile.formula.expression import Expression
from callfile.ranking import AGGREGATION
from callfile.reading.parts import strictly
from callfile.rubric.rubric import RUBRIC, Rubric, children_of
from callfile.strict.fault import CoreFault, FaultKind
from scoring.core.points.criteria import band_of, points_of, shown_values
from scoring.core.points.reading import CriterionReading, Points
from scoring.core.trace import PointStep, Step, step

__all__ = ["AGGREGATION", "RUBRIC", "PointsTally", "strictly"]

ZERO = Fraction(0)


class PointsTally:
    """The points of one entry by node, exact, and the steps that lead to each."""

    def __init__(self, rubric: Rubric, reading: CriterionReading) -> None:
        self.rubric = rubric
        self.reading = reading
        self.exact: dict[str, Points] = {}
        self.trace: dict[str, list[Step]] = {}
        self._gates: dict[str, tuple[bool | None, list[Step]]] = {}

    def points(self, node: Node) -> Points:
        """After weight and cap, exact; None where something is missing."""
        if node.code not in self.exact:
            steps: list[Step] = []
            self.trace[node.code] = steps
            self.exact[node.code] = self._points(node, steps)
        return self.exact[node.code]

    def _points(self, node: Node, steps: list[Step]) -> Points:
        is_open, gate_steps = self._gate(node)
        steps += gate_steps
        if is_open is None:
            return None
        if not is_open:
            return ZERO
        found = self._raw(node, steps)
        if found is None:
            return None
        if node.weight != 1:
            weighted = found * node.weight
            steps.append(step(PointStep.WEIGHT, points=found, weight=node.weight, result=weighted))
            found = weighted
        if node.cap is not None and found > node.cap:
            steps.append(step(PointStep.CAP, points=found, cap=node.cap, result=node.cap))
            found = node.cap
        shown = self.reading.aggregation.rounded(found)
        if shown != found:
            decimals = self.reading.aggregation.decimals
            steps.append(step(PointStep.PRINTED, points=found, decimals=decimals, result=shown))
        return found

    def _raw(self, node: Node, steps: list[Step]) -> Points:
        if not isinstance(node, Criterion):
            return self._sum(node, steps)
        if isinstance(node, Coefficient):
            found = self._coefficient(node, steps)
        else:
            found = points_of(node, self.reading, steps)
        return None if found is None else self._rounded(found, steps)

    def _rounded(self, found: Fraction, steps: list[Step]) -> Fraction:
        rounded = self.reading.aggregation.rounded(found)
        if rounded != found:
            decimals = self.reading.aggregation.decimals
            steps.append(step(PointStep.ROUNDED, points=found, decimals=decimals, result=rounded))
        return rounded

    def _sum(self, node: Node, steps: list[Step]) -> Points:
        found = [(child.code, self.points(child)) for child in children_of(node)]
        missing = [code for code, points in found if points is None]
        if missing:
            steps.append(step(PointStep.PART_MISSING, codes=missing))
            return None
        left_out = self.rubric.left_out
        parts = [
            (code, points) for code, points in found if points is not None and code not in left_out
        ]
        total = sum((points for _, points in parts), ZERO)
        shown = [{"code": code, "points": points} for code, points in parts]
        aside = [code for code, _ in found if code in left_out]
        steps.append(step(PointStep.GROUP_SUM, parts=shown, left_out=aside, result=total))
        return total

    def _coefficient(self, rule: Coefficient, steps: list[Step]) -> Points:
        base = self._base(rule.of)
        if base is None:
            steps.append(step(PointStep.PART_MISSING, codes=[rule.of]))
        found = band_of(rule.fact, rule.bands, self.reading, steps)
        if found is None or base is None:
            return None
        band, args = found
        steps.append(step(PointStep.COEFFICIENT_OF_FACT, **args, coefficient=band.coefficient))
        result = base * band.coefficient
        steps.append(
            step(
                PointStep.COEFFICIENT,
                of=rule.of,
                points=base,
                coefficient=band.coefficient,
                result=result,
            )
        )
        return result

    def _base(self, code: str) -> Points:
        for ancestor in self.rubric.above[code]:
            is_open, _ = self._gate(ancestor)
            if not is_open:
                return None if is_open is None else ZERO
        return self.points(self.rubric.nodes[code])

    def _gate(self, node: Node) -> tuple[bool | None, list[Step]]:
        if node.code not in self._gates:
            self._gates[node.code] = self._ask(node.precondition, node.code)
        return self._gates[node.code]

    def _ask(self, precondition: Expression | None, code: str) -> tuple[bool | None, list[Step]]:
        if precondition is None:
            return True, []
        facts = self.reading.entry.facts
        truth = evaluate(precondition.node, facts)
        values = shown_values(precondition, facts)
        if truth is MISSING:
            rule, answer = PointStep.PRECONDITION_MISSING, None
        elif isinstance(truth, bool):
            rule = PointStep.PRECONDITION_TRUE if truth else PointStep.PRECONDITION_FALSE
            answer = truth
        else:
            raise CoreFault(FaultKind.SETUP, [code], "precondition_is_no_condition")
        return answer, [step(rule, expression=precondition.text, values=values)]
