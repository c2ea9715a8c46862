"""`integer`, `decimal` and `money`. What a form counts starts at 0 unless its field says less."""

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from callfile.faults import FaultCode
from callfile.fields.field import Field
from callfile.form.problems import ProblemCode
from callfile.form.values import Found, number_problems, range_problems
from callfile.numbers.exact import exact_text
from callfile.numbers.money import cents, money_text
from callfile.reach.domains import Domain
from callfile.reach.ranges import span
from callfile.reading.inspection import Inspection
from callfile.reading.parts import key, part
from callfile.reading.shapes import MONEY, NUMBER, TEXTS, Texts, number, whole

_LEAST, _MOST, _UNIT = "Smallest number.", "Largest number.", "The word after the number."
_LIMIT = number(integers=True)


@part("A question that is answered by a number.")
class Numeric(Field):
    MAY_BE_FACT: ClassVar[bool] = True
    MAY_BE_COLUMN: ClassVar[bool] = True
    MAY_BE_PUBLIC: ClassVar[bool] = True

    def limits(self) -> tuple[Fraction, Fraction | None]:
        """The least and the greatest number that may be answered."""
        return Fraction(0), None

    def grain(self) -> Fraction:
        """The distance between numbers that may be answered."""
        return Fraction(1)

    def check(self, page: Inspection, place: str) -> None:
        low, high = self.limits()
        if high is not None and low > high:
            shown = {"minimum": exact_text(low), "maximum": exact_text(high)}
            page.add(place, FaultCode.RANGE_ORDER, **shown)

    def domain(self) -> Domain | None:
        return span(*self.limits(), self.grain())


@part("A question that is answered by a whole number.", name="integer")
class Integer(Numeric):
    NAME: ClassVar[str] = "integer"
    MEANING: ClassVar[str] = "a whole number"

    least: Fraction | None = key(_LIMIT, _LEAST, name="min", default=None)
    most: Fraction | None = key(_LIMIT, _MOST, name="max", default=None)
    unit: Texts | None = key(TEXTS, _UNIT, default=None)

    def limits(self) -> tuple[Fraction, Fraction | None]:
        return self.least or Fraction(0), self.most

    def faults_of(self, value: object) -> Iterator[Found]:
        yield from number_problems(value, 0, *self.limits())


@part("A question that is answered by a number with decimals.", name="decimal")
class Decimal(Numeric):
    NAME: ClassVar[str] = "decimal"
    MEANING: ClassVar[str] = "a number with decimals and a unit"

    least: Fraction | None = key(NUMBER, _LEAST, name="min", default=None)
    most: Fraction | None = key(NUMBER, _MOST, name="max", default=None)
    decimals: int = key(whole(0, 6), "Its decimals.", default=2)
    unit: Texts | None = key(TEXTS, _UNIT, default=None)

    def limits(self) -> tuple[Fraction, Fraction | None]:
        return self.least or Fraction(0), self.most

    def grain(self) -> Fraction:
        return Fraction(1, 10**self.decimals)

    def faults_of(self, value: object) -> Iterator[Found]:
        yield from number_problems(value, self.decimals, *self.limits())


@part("A question that is answered by an amount.", name="money_field")
class Money(Numeric):
    """`least` and `most` are cents."""

    NAME: ClassVar[str] = "money"
    MEANING: ClassVar[str] = "an amount in euros and cents"

    least: int | None = key(MONEY, _LEAST, name="min", default=None)
    most: int | None = key(MONEY, _MOST, name="max", default=None)

    def limits(self) -> tuple[Fraction, Fraction | None]:
        most = None if self.most is None else Fraction(self.most, 100)
        return Fraction(self.least or 0, 100), most

    def grain(self) -> Fraction:
        return Fraction(1, 100)

    def faults_of(self, value: object) -> Iterator[Found]:
        amount = cents(value)
        if amount is None:
            yield ProblemCode.NOT_A_NUMBER, {}
        else:
            limits = self.limits()
            yield from range_problems(Fraction(amount, 100), *limits, _in_cents)


def _in_cents(limit: Fraction) -> str:
    return money_text(int(limit * 100))
