"""From the answers of several assessors to one value per criterion.

Fewer than `minimum_sheets` sheets, or a sheet with a hole, and there is no value. mean, median
(an even number: the mean of the middle two), trimmed_mean (drops the highest and the lowest where
there are at least four), agreed (the agreed sheet alone, once enough sheets are handed in). An
answer off its range or step is no answer. Source: CALL_FILE section 4, 1-2, section 6, 2, 6 and
7, and section 9, 22.

>>> combine(AggregationMethod.TRIMMED_MEAN, [Fraction(n) for n in (0, 6, 10, 5)])
Fraction(11, 2)
>>> combine(AggregationMethod.MEDIAN, [Fraction(n) for n in (1, 9, 2, 4)])
Fraction(3, 1)
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from callfile.criteria import Scale
from callfile.numbers.exact import parse_decimal
from callfile.ranking import Aggregation, AggregationMethod
from callfile.strict.fault import CoreFault, FaultKind
from scoring.core.points.entries import EvaluatedEntry
from scoring.core.trace import PointStep, Step, step

TRIMMED_FROM = 4

Reader = Callable[[object], Fraction | None]


_RULES = {
    AggregationMethod.MEAN: PointStep.MEAN_OF_SHEETS,
    AggregationMethod.MEDIAN: PointStep.MEDIAN_OF_SHEETS,
    AggregationMethod.TRIMMED_MEAN: PointStep.TRIMMED_MEAN_OF_SHEETS,
}


def level_answer(points: Mapping[str, Fraction]) -> Reader:
    """Reads an answer that names a level (yes and no may come as true and false)."""

    def read(value: object) -> Fraction | None:
        if isinstance(value, bool):
            return points.get("yes" if value else "no", points.get(str(value).lower()))
        return points.get(value) if isinstance(value, str) else None

    return read


def score_answer(scale: Scale) -> Reader:
    """Reads an answer that is a number on the range and step; another form is a fault."""

    known: dict[str, Fraction | None] = {}

    def read(value: object) -> Fraction | None:
        if isinstance(value, str) and value in known:
            return known[value]
        number = parse_decimal(value)
        if number is None:
            raise CoreFault(FaultKind.INPUT, [], "answer_number")
        found = number if scale.accepts(number) else None
        if isinstance(value, str):
            known[value] = found
        return found

    return read


def assessed(
    entry: EvaluatedEntry, code: str, aggregation: Aggregation, read: Reader, steps: list[Step]
) -> Fraction | None:
    """The committee's value for one criterion, unrounded; None with the reason in the steps."""
    if len(entry.sheets) < aggregation.minimum_sheets:
        need = aggregation.minimum_sheets
        steps.append(step(PointStep.MISSING_SHEETS, sheets=len(entry.sheets), minimum_sheets=need))
        return None
    if aggregation.method is AggregationMethod.AGREED:
        return _agreed(entry, code, read, steps)
    values: list[dict[str, object]] = []
    points: list[Fraction] = []
    for sheet in entry.sheets:
        answer = sheet.answers.get(code)
        found = _read(answer, read, sheet.assessor, steps)
        if found is not None:
            points.append(found)
            values.append({"assessor": sheet.assessor, "value": answer, "points": found})
    if len(points) < len(entry.sheets):
        return None
    result = combine(aggregation.method, points)
    args: dict[str, object] = {"values": values}
    if aggregation.method is AggregationMethod.TRIMMED_MEAN:
        args["dropped"] = [min(points), max(points)] if len(points) >= TRIMMED_FROM else []
    steps.append(step(_RULES[aggregation.method], **args, result=result))
    return result


def _agreed(entry: EvaluatedEntry, code: str, read: Reader, steps: list[Step]) -> Fraction | None:
    if entry.agreed is None:
        steps.append(step(PointStep.AGREED_MISSING))
        return None
    answer = entry.agreed.get(code)
    found = _read(answer, read, None, steps)
    if found is not None:
        steps.append(step(PointStep.AGREED_VALUE, value=answer, result=found))
    return found


def _read(answer: object, read: Reader, assessor: str | None, steps: list[Step]) -> Fraction | None:
    if answer is None:
        steps.append(step(PointStep.ANSWER_MISSING, assessor=assessor))
        return None
    found = read(answer)
    if found is None:
        steps.append(step(PointStep.ANSWER_OFF_RANGE, assessor=assessor, value=str(answer)))
    return found


def combine(method: AggregationMethod, points: Sequence[Fraction]) -> Fraction:
    """One value of several, exact; `points` is not empty."""
    ordered = sorted(points)
    if method is AggregationMethod.MEDIAN:
        middle = len(ordered) // 2
        ordered = (
            ordered[middle : middle + 1] if len(ordered) % 2 else ordered[middle - 1 : middle + 1]
        )
    elif method is AggregationMethod.TRIMMED_MEAN and len(ordered) >= TRIMMED_FROM:
        ordered = ordered[1:-1]
    if all(value.denominator == 1 for value in ordered):
        return Fraction(sum(value.numerator for value in ordered), len(ordered))
    return sum(ordered, Fraction(0)) / len(ordered)
