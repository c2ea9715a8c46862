"""From applications and their sheets to a ranked list, every number with its trace.

Source: CALL_FILE section 4, 1-5, section 6, 6-12; keys of section 8. Thresholds compare the
rounded values, "at least" passes; only entries that meet them all are ranked; an entry with
something missing is not rankable, and its reasons say what.

>>> call = {"rubric": {"code": "R", "children": [
...     {"code": "K", "kind": "score", "max": "10", "step": "1"}]},
...     "aggregation": {"method": "mean", "decimals": 2}, "threshold": {"total": "5"}}
>>> sheets = [{"assessor": a, "answers": {"K": {"value": v}}} for a, v in (("a", "5"), ("b", "6"))]
>>> [row] = score(call, [{"number": "1", "facts": {}, "sheets": sheets}])
>>> row["status"], row["values"], row["total"], row["rank"], row["failed"]
('ranked', {'R': '5.5', 'K': '5.5'}, '5.5', 1, [])
>>> row["trace"]["K"][0]["rule"]
'mean_of_sheets'
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from callfile.criteria import Scale, Unread
from callfile.lots.lot import Lot
from callfile.numbers.exact import exact_text
from callfile.numbers.order import natural_key
from callfile.ranking import AGGREGATION, THRESHOLD, Aggregation, criterion_of
from callfile.reading.parts import strictly
from callfile.rubric.rubric import RUBRIC, Rubric
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import mapping
from scoring.core.points.entries import EvaluatedEntry, read_entries
from scoring.core.points.reading import CriterionReading
from scoring.core.points.sheets import Reader
from scoring.core.points.tree import PointsTally
from scoring.core.ranking.rank import places, read_tie_break
from scoring.core.ranking.tie_break import check_rule
from scoring.core.trace import MISSING_RULES, PointStep, Step, step

ZERO = Fraction(0)
TOTAL = "total"

Row = dict[str, Any]


class Standing(StrEnum):
    """What became of an admitted entry."""

    RANKED = "ranked"
    BELOW_THRESHOLD = "below_threshold"
    NOT_RANKABLE = "not_rankable"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a lot says about scoring, read once."""

    rubric: Rubric
    aggregation: Aggregation
    least_total: Fraction | None
    tie_break: Sequence[str]


@dataclass(slots=True)
class Result:
    """One entry on its way to a row."""

    entry: EvaluatedEntry
    tally: PointsTally
    total: Fraction | None
    failed: list[str] = field(default_factory=list)
    verdict: list[Step] = field(default_factory=list)
    rank: int | None = None

    @property
    def standing(self) -> Standing:
        """Ranked, below a threshold, or not rankable."""
        if self.total is None:
            return Standing.NOT_RANKABLE
        return Standing.BELOW_THRESHOLD if self.failed else Standing.RANKED


def score(call: object, entries: object, seed: object = None) -> list[Row]:
    """A row for each admitted entry: number, status, values, total, rank, failed, and beside
    these decisive (points of the criteria that break ties), reasons (why not rankable), trace
    (steps by node code) and verdict (steps of total, thresholds and rank).

    Ranked entries come first, by rank; then those below a threshold, by total; then the rest.
    Values and total are decimal strings, rounded to the call's decimals. Raises CoreFault.
    """
    rules = read_rules(call)
    readers: dict[Scale, Reader] = {}
    results = [
        _result(rules, CriterionReading(entry, rules.aggregation, readers))
        for entry in read_entries(entries)
    ]
    ranked = [result for result in results if result.standing is Standing.RANKED]
    by_number = {result.entry.number: result for result in ranked}
    candidates = [_candidate(rules, result) for result in ranked]
    for place in places(rules.tie_break, candidates, seed):
        by_number[place.number].rank = place.rank
        by_number[place.number].verdict += place.steps
    return [_row(rules, result) for result in sorted(results, key=_order)]


def read_rules(call: object) -> Rules:
    """Rubric, aggregation, threshold and tie-break of a lot; raises CoreFault(setup).

    `call`: a `Lot`, or a call or lot as it is written of which only these parts are read.
    """
    if isinstance(call, Lot):
        least = None if call.threshold is None else call.threshold.total
        return _checked(Rules(call.rubric, call.aggregation, least, call.tie_break))
    raw = mapping(call, FaultKind.SETUP, [], "call")
    threshold = raw.get("threshold")
    return _checked(
        Rules(
            strictly(RUBRIC, raw.get("rubric")),
            strictly(AGGREGATION, raw.get("aggregation") or {}),
            strictly(THRESHOLD, threshold).total if threshold else None,
            read_tie_break(raw.get("tie_break")),
        )
    )


def _checked(rules: Rules) -> Rules:
    unread = [code for code, node in rules.rubric.nodes.items() if isinstance(node, Unread)]
    if unread:
        raise CoreFault(FaultKind.SETUP, unread, "criterion_unread")
    for rule in rules.tie_break:
        check_rule(rule)
        code = criterion_of(rule)
        if code is not None and code not in rules.rubric.nodes:
            raise CoreFault(FaultKind.SETUP, [code], "tie_break_unknown")
    return rules


def _result(rules: Rules, reading: CriterionReading) -> Result:
    entry, tally = reading.entry, PointsTally(rules.rubric, reading)
    points = tally.points(rules.rubric.root)
    if points is None:
        return Result(entry, tally, None)
    total = rules.aggregation.rounded(points)
    result = Result(entry, tally, max(total, ZERO))
    result.verdict.append(step(PointStep.TOTAL, points=points, result=total))
    if total < 0:
        result.verdict.append(step(PointStep.TOTAL_BELOW_ZERO, points=total, result=ZERO))
    for code, node in rules.rubric.nodes.items():
        found = tally.exact.get(code)
        if node.minimum is not None and found is not None:
            _compare(result, code, rules.aggregation.rounded(found), node.minimum)
    if rules.least_total is not None:
        _compare(result, TOTAL, max(total, ZERO), rules.least_total)
    return result


def _compare(result: Result, code: str, points: Fraction, minimum: Fraction) -> None:
    rule = PointStep.THRESHOLD_MET
    if points < minimum:
        rule = PointStep.THRESHOLD_MISSED
        result.failed.append(code)
    result.verdict.append(step(rule, code=code, points=points, minimum=minimum))


def _candidate(rules: Rules, result: Result) -> Mapping[str, object]:
    return {
        "number": result.entry.number,
        "points": result.total,
        "requested": result.entry.source.get("requested"),
        "values": _decisive(rules, result),
    }


def _decisive(rules: Rules, result: Result) -> dict[str, str]:
    """Rounded points of the criteria that break ties; unread below a false precondition: 0."""
    codes = [code for code in map(criterion_of, rules.tie_break) if code is not None]
    exact, rounded = result.tally.exact, rules.aggregation.rounded
    return {code: exact_text(rounded(exact.get(code) or ZERO)) for code in codes}


def _order(result: Result) -> tuple[object, ...]:
    number = natural_key(result.entry.number)
    if result.standing is Standing.RANKED:
        return (0, result.rank, number)
    if result.total is not None:
        return (1, -result.total, number)
    return (2, 0, number)


def _row(rules: Rules, result: Result) -> Row:
    tally, rounded = result.tally, rules.aggregation.rounded
    values: dict[str, str] = {}
    if result.total is not None:
        values = {
            code: exact_text(rounded(points))
            for code in rules.rubric.nodes
            if (points := tally.exact.get(code)) is not None
        }
    return {
        "number": result.entry.number,
        "status": str(result.standing),
        "values": values,
        "total": None if result.total is None else exact_text(result.total),
        "rank": result.rank,
        "failed": result.failed,
        "decisive": _decisive(rules, result),
        "reasons": _reasons(tally) if result.total is None else [],
        "trace": {code: tally.trace[code] for code in rules.rubric.nodes if code in tally.trace},
        "verdict": result.verdict,
    }


def _reasons(tally: PointsTally) -> list[Step]:
    return [
        {"code": code, **one}
        for code, steps in tally.trace.items()
        for one in steps
        if one["rule"] in MISSING_RULES
    ]
