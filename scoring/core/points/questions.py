"""What one sheet asks about one application, and what its answers are worth.

A criterion is asked where an assessor decides it (levels without a fact, a number, a band that
leaves an interval) and no precondition rules it out. The rest is computed from the data. A value
below the highest that the assessor could have given needs a reason (I U 299/2019).

>>> from scoring.core.points.score import read_rules
>>> lot = {"rubric": {"code": "R", "children": [
...     {"code": "K1", "kind": "per_unit", "fact": "n", "points": "2"},
...     {"code": "K2", "kind": "score", "max": "5", "step": "1", "weight": "3", "cap": "12"}]}}
>>> found = read_questions(read_rules(lot), {"number": "1", "facts": {"n": "4"}}, {"K2": "3"})
>>> [(q.code, q.is_asked, q.points, q.best, q.needs_reason) for q in found.questions]
[('K1', False, Fraction(8, 1), None, False), ('K2', True, Fraction(9, 1), Fraction(12, 1), True)]
>>> found.so_far
Fraction(17, 1)
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from callfile.criteria import Bands, Criterion, Levels, Node, Scale, Score
from callfile.numbers.exact import exact_text, parse_decimal, parse_exact
from callfile.ranking import Aggregation, AggregationMethod
from callfile.rubric.rubric import children_of
from scoring.core.points.entries import EvaluatedEntry, Sheet, read_evaluated
from scoring.core.points.reading import CriterionReading
from scoring.core.points.score import Rules
from scoring.core.points.tree import PointsTally
from scoring.core.trace import PointStep, Step

ZERO = Fraction(0)


class Judging(StrEnum):
    """Of how many applications of a lot something is left to assessors."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


_CLOSED = (PointStep.PRECONDITION_FALSE, PointStep.PRECONDITION_MISSING)
_AGGREGATED = (
    PointStep.MEAN_OF_SHEETS,
    PointStep.MEDIAN_OF_SHEETS,
    PointStep.TRIMMED_MEAN_OF_SHEETS,
    PointStep.AGREED_VALUE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """One criterion. `answer` is what the assessor chooses from: levels with their points, or a
    range; None where nothing is asked. `points` and `best` are after weight and cap; `given` is
    the value before them.
    """

    code: str
    answer: Levels | Scale | None
    points: Fraction | None
    given: Fraction | None
    best: Fraction | None
    weight: Fraction
    trace: tuple[Step, ...]

    @property
    def is_asked(self) -> bool:
        return self.answer is not None

    @property
    def needs_reason(self) -> bool:
        """Below the highest value that could have been given."""
        return self.best is not None and self.points is not None and self.points < self.best

    def accepted(self, value: object) -> str | None:
        """The answer as a sheet keeps it: a level's code, or a number on the range and step as the
        shortest decimal string; None where it is no answer.
        """
        if isinstance(self.answer, Levels):
            return value if isinstance(value, str) and value in self.answer.points else None
        number = None if self.answer is None else parse_decimal(value)
        if number is None or self.answer is None or not self.answer.accepts(number):
            return None
        return exact_text(number)


@dataclass(frozen=True, slots=True)
class Questions:
    """All criteria in the order of the rubric; `so_far` adds up what is known."""

    questions: tuple[Question, ...]
    so_far: Fraction

    def get(self, code: str) -> Question | None:
        return next((one for one in self.questions if one.code == code), None)

    @property
    def asked(self) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if one.is_asked)


def read_questions(
    rules: Rules, application: Mapping[str, Any], answers: Mapping[str, object]
) -> Questions:
    """The criteria for one assessor with these answers, `{criterion: value}`; raises CoreFault.

    `application` has `number`, `facts` and, where known, `requested` and `eligible_cost`.
    """
    entry = read_evaluated({**application, "sheets": [], "conflicts": [], "agreed": None})
    alone = replace(rules.aggregation, method=AggregationMethod.MEAN, minimum_sheets=1)
    own = EvaluatedEntry(
        entry.number, entry.facts, (Sheet("own", dict(answers)),), None, entry.source
    )
    return _questions(rules, own, alone)


def read_results(rules: Rules, application: Mapping[str, Any]) -> Questions:
    """The same after the scores are revealed: the committee's values, by the published method."""
    return _questions(rules, read_evaluated(application), rules.aggregation)


def judging_of(rules: Rules) -> Judging:
    """SOME where the data of each application decide: below a precondition, or within bands."""
    judged = [
        (node, rules.rubric.above[node.code])
        for node in rules.rubric.nodes.values()
        if _is_judged(node)
    ]
    for node, above in judged:
        gates = [one for one in (node, *above) if one.precondition is not None]
        if not gates and not isinstance(node, Bands):
            return Judging.ALL
    return Judging.SOME if judged else Judging.NONE


def _is_judged(node: Node) -> bool:
    if isinstance(node, Bands):
        return any(band.scale is not None for band in node.bands)
    return isinstance(node, Score) or (isinstance(node, Levels) and node.fact is None)


def _questions(rules: Rules, entry: EvaluatedEntry, aggregation: Aggregation) -> Questions:
    tally = PointsTally(rules.rubric, CriterionReading(entry, aggregation))
    tally.points(rules.rubric.root)
    found = tuple(
        _question(node, tally)
        for node in rules.rubric.nodes.values()
        if isinstance(node, Criterion)
    )
    return Questions(found, aggregation.rounded(max(_known(rules.rubric.root, tally), ZERO)))


def _question(node: Node, tally: PointsTally) -> Question:
    trace = tally.trace.get(node.code)
    is_open = trace is not None and not any(step["rule"] in _CLOSED for step in trace)
    answer = _answer(node, trace or []) if is_open else None
    points = tally.exact.get(node.code)
    shown = None if points is None else tally.reading.aggregation.rounded(points)
    given = next((_result(step) for step in trace or [] if step["rule"] in _AGGREGATED), None)
    best = None if answer is None else _best(node, answer, tally.reading.aggregation)
    return Question(node.code, answer, shown, given, best, node.weight, tuple(trace or ()))


def _answer(node: Node, trace: list[Step]) -> Levels | Scale | None:
    if isinstance(node, Levels):
        return node if node.fact is None else None
    if isinstance(node, Score):
        return node.scale
    if isinstance(node, Bands):
        chosen = next((one for one in trace if one["rule"] == PointStep.INTERVAL_OF_FACT), None)
        return None if chosen is None else _scale(node, chosen)
    return None


def _scale(rule: Bands, chosen: Step) -> Scale | None:
    value = parse_exact(_args(chosen)["value"])
    for band in rule.bands:
        if value is not None and band.holds(value):
            return band.scale
    return None


def _best(node: Node, answer: Levels | Scale, aggregation: Aggregation) -> Fraction:
    highest = max(answer.points.values()) if isinstance(answer, Levels) else answer.most
    worth = aggregation.rounded(highest) * node.weight
    return aggregation.rounded(worth if node.cap is None else min(worth, node.cap))


def _known(node: Node, tally: PointsTally) -> Fraction:
    """What a node is worth as far as it is known; nothing is known of what is not read."""
    found = tally.exact.get(node.code)
    if found is not None:
        return found
    left_out = tally.rubric.left_out
    below = [_known(child, tally) for child in children_of(node) if child.code not in left_out]
    total = sum(below, ZERO) * node.weight
    return total if node.cap is None else min(total, node.cap)


def _result(one: Step) -> Fraction | None:
    return parse_exact(_args(one)["result"])


def _args(one: Step) -> Mapping[str, Any]:
    args = one["args"]
    return args if isinstance(args, Mapping) else {}
