"""`date`, `period` and `place`: when and where."""

from datetime import date
from typing import ClassVar

from callfile.faults import FaultCode
from callfile.fields.field import Field
from callfile.reading.inspection import Inspection
from callfile.reading.parts import key, part
from callfile.reading.shapes import DAY


@part("A question that is answered by days.")
class Dated(Field):
    first: date | None = key(DAY, "First day.", name="min", default=None)
    last: date | None = key(DAY, "Last day.", name="max", default=None)

    def check(self, page: Inspection, place: str) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            shown = {"minimum": self.first.isoformat(), "maximum": self.last.isoformat()}
            page.add(place, FaultCode.RANGE_ORDER, **shown)


@part("A question that is answered by a day.", name="date")
class Date(Dated):
    NAME: ClassVar[str] = "date"
    MEANING: ClassVar[str] = "a day"
    MAY_BE_COLUMN: ClassVar[bool] = True


@part("A question that is answered by a first and a last day.", name="period")
class Period(Dated):
    NAME: ClassVar[str] = "period"
    MEANING: ClassVar[str] = "a first and a last day"


@part("A question that is answered by a place.", name="place")
class Venue(Field):
    NAME: ClassVar[str] = "place"
    MEANING: ClassVar[str] = "where it takes place"
