"""From the answers of several assessors to one value per criterion.

Fewer than `minimum_sheets` sheets, or a sheet with a hole, and there is no value. mean, median
(an even number: the mean of the middle two), trimmed_mean (drops the highest and the lowest where
there are at least four), agreed (the agreed sheet alone, once enough sheets are handed in). An
answer off its range or step is no answer. Source: CALL_FILE section 4, 1-2, section 6, 2, 6 and
7, and section 9, 22.

>>> combine(Method.TRIMMED_MEAN, [Fraction(n) for n in (0, 6, 10, 5)])
Fraction(11, 2)
>>> combine(Method.MEDIAN, [Fraction(n) for n in (1, 9, 2, 4)])
Fraction(3, 1)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from callfile.criteria import Score
from callfile.numbers.exact import parse_decimal, round_half_up
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import mapping
from scoring.core.points.entries import Entry
from scoring.core.trace import PointStep, Step, step

MAX_DECIMALS = 12
TRIMMED_FROM = 4

Reader = Callable[[object], Fraction | None]


class Method(StrEnum):
    """How several sheets become one value."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED_MEAN = "trimmed_mean"
    AGREED = "agreed"


_RULES = {
    Method.MEAN: PointStep.MEAN_OF_SHEETS,
    Method.MEDIAN: PointStep.MEDIAN_OF_SHEETS,
    Method.TRIMMED_MEAN: PointStep.TRIMMED_MEAN_OF_SHEETS,
}


@dataclass(frozen=True, slots=True)
class Aggregation:
    """The call's rule; decimals None keeps every value exact."""

    method: Method
    decimals: int | None
    minimum_sheets: int

    def rounded(self, value: Fraction) -> Fraction:
        """Half up to the call's decimals, or unchanged."""
        if self.decimals is None or value.denominator == 1:
            return value
        return round_half_up(value, self.decimals)


def read_aggregation(source: object) -> Aggregation:
    """`{method, decimals, minimum_sheets}`; default: the exact mean of at least one sheet."""
    raw = mapping(source or {}, FaultKind.SETUP, [], "aggregation")
    method = raw.get("method", Method.MEAN)
    if not isinstance(method, str) or method not in set(Method):
        raise CoreFault(FaultKind.SETUP, [], "method_unknown")
    least = _whole(raw, "minimum_sheets")
    if least == 0:
        raise CoreFault(FaultKind.SETUP, [], "minimum_sheets_number")
    return Aggregation(Method(method), _whole(raw, "decimals"), 1 if least is None else least)


def _whole(raw: Mapping[str, object], key: str) -> int | None:
    value = raw.get(key)
    if value is None or (key == "decimals" and value == "exact"):
        return None
    number = parse_decimal(value)
    most = MAX_DECIMALS if key == "decimals" else 1_000
    if number is None or number.denominator != 1 or not 0 <= number <= most:
        raise CoreFault(FaultKind.SETUP, [], f"{key}_number")
    return int(number)


def level_answer(points: Mapping[str, Fraction]) -> Reader:
    """Reads an answer that names a level (yes and no may come as true and false)."""

    def read(value: object) -> Fraction | None:
        if isinstance(value, bool):
            return points.get("yes" if value else "no", points.get(str(value).lower()))
        return points.get(value) if isinstance(value, str) else None

    return read


def score_answer(score: Score) -> Reader:
    """Reads an answer that is a number on the range and step; another form is a fault."""

    known: dict[str, Fraction | None] = {}

    def read(value: object) -> Fraction | None:
        if isinstance(value, str) and value in known:
            return known[value]
        number = parse_decimal(value)
        if number is None:
            raise CoreFault(FaultKind.INPUT, [], "answer_number")
        found = number if score.accepts(number) else None
        if isinstance(value, str):
            known[value] = found
        return found

    return read


def assessed(
    entry: Entry, code: str, aggregation: Aggregation, read: Reader, steps: list[Step]
) -> Fraction | None:
    """The committee's value for one criterion, unrounded; None with the reason in the steps."""
    if len(entry.sheets) < aggregation.minimum_sheets:
        need = aggregation.minimum_sheets
        steps.append(step(PointStep.MISSING_SHEETS, sheets=len(entry.sheets), minimum_sheets=need))
        return None
    if aggregation.method is Method.AGREED:
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
    if aggregation.method is Method.TRIMMED_MEAN:
        args["dropped"] = [min(points), max(points)] if len(points) >= TRIMMED_FROM else []
    steps.append(step(_RULES[aggregation.method], **args, result=result))
    return result


def _agreed(entry: Entry, code: str, read: Reader, steps: list[Step]) -> Fraction | None:
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


def combine(method: Method, points: Sequence[Fraction]) -> Fraction:
    """One value of several, exact; `points` is not empty."""
    ordered = sorted(points)
    if method is Method.MEDIAN:
        middle = len(ordered) // 2
        ordered = (
            ordered[middle : middle + 1] if len(ordered) % 2 else ordered[middle - 1 : middle + 1]
        )
    elif method is Method.TRIMMED_MEAN and len(ordered) >= TRIMMED_FROM:
        ordered = ordered[1:-1]
    if all(value.denominator == 1 for value in ordered):
        return Fraction(sum(value.numerator for value in ordered), len(ordered))
    return sum(ordered, Fraction(0)) / len(ordered)
