"""`date`, `period` and `place`: when and where."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from accounts.core.near_days import FIRST_DAY, LAST_DAY
from callfile.faults import FaultCode
from callfile.fields.field import Around, Field
from callfile.form.problems import Problem, ProblemCode
from callfile.form.values import SHORT_TEXT_LENGTH, Found, is_blank, text_problems
from callfile.reading.inspection import Inspection
from callfile.reading.parts import key, part
from callfile.reading.shapes import DAY, iso_day


@part("A question that is answered by days.")
class Dated(Field):
    first: date | None = key(DAY, "First day.", name="min", default=None)
    last: date | None = key(DAY, "Last day.", name="max", default=None)

    def check(self, page: Inspection, place: str) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            shown = {"minimum": self.first.isoformat(), "maximum": self.last.isoformat()}
            page.add(place, FaultCode.RANGE_ORDER, **shown)

    def faults_of_day(self, value: object) -> Iterator[Found]:
        day = iso_day(value)
        if day is None:
            yield ProblemCode.NOT_A_DATE, {}
            return
        first, last = self.first or FIRST_DAY, self.last or LAST_DAY
        if day < first:
            yield ProblemCode.BELOW_RANGE, {"minimum": first.isoformat()}
        if day > last:
            yield ProblemCode.ABOVE_RANGE, {"maximum": last.isoformat()}


@part("A question that is answered by a day.", name="date")
class Date(Dated):
    NAME: ClassVar[str] = "date"
    MEANING: ClassVar[str] = "a day"
    MAY_BE_COLUMN: ClassVar[bool] = True

    def faults_of(self, value: object) -> Iterator[Found]:
        yield from self.faults_of_day(value)


@part("A question that is answered by a first and a last day.", name="period")
class Period(Dated):
    NAME: ClassVar[str] = "period"
    MEANING: ClassVar[str] = "a first and a last day"

    def problems_of_parts(self, answer: object, around: Around) -> Iterator[Problem]:
        if not isinstance(answer, Mapping):
            yield Problem(self.code, ProblemCode.MALFORMED)
            return
        for part_ in ("from", "to"):
            if is_blank(answer.get(part_)):
                yield Problem(self.code, ProblemCode.MISSING, part=part_)
                continue
            for found, args in self.faults_of_day(answer.get(part_)):
                yield Problem(self.code, found, part=part_, args=args)
        first, last = iso_day(answer.get("from")), iso_day(answer.get("to"))
        if first is not None and last is not None and last < first:
            yield Problem(self.code, ProblemCode.PERIOD_ORDER)


@part("A question that is answered by a place.", name="place")
class Venue(Field):
    NAME: ClassVar[str] = "place"
    MEANING: ClassVar[str] = "where it takes place"

    def faults_of(self, value: object) -> Iterator[Found]:
        text = value.get("text") if isinstance(value, Mapping) else None
        yield from text_problems(text, SHORT_TEXT_LENGTH)
