"""Form fields that read numbers, money and days as people write them.

What people type is read in one place (callfile.numbers.written), which refuses what could mean two
numbers. What comes out is exact: whole cents, an int, a Fraction or a date.
"""

from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.core.near_days import FIRST_DAY, LAST_DAY
from accounts.core.plain_text import without_marks
from accounts.days import read_day
from callfile.numbers.written import (
    NumberError,
    NumberFault,
    parse_integer,
    parse_money,
    parse_written_decimal,
)
from grants import formats

_FAULTS = {
    NumberFault.AMBIGUOUS: _(
        "%(value)s could mean two numbers. Write it without a thousands mark."
    ),
    NumberFault.NOT_A_NUMBER: _("Enter a number, for example %(example)s. You entered %(value)s."),
    NumberFault.TOO_MANY_DECIMALS: _("Too many decimal places: at most %(decimals)s."),
    NumberFault.TOO_LARGE: _("The number is too large."),
    NumberFault.NEGATIVE: _("The number cannot be negative. You entered %(value)s."),
}


class NumberField(forms.Field):
    """A number with at most `decimals` places, between `minimum` and `maximum` (both included).

    Gives an int, with decimals a Fraction. The limits are written as "12.5" or 12.
    """

    widget = forms.TextInput
    default_error_messages = {"required": _("Enter the number.")}
    example: Fraction | int = Fraction(25, 2)

    def __init__(
        self,
        *,
        decimals: int = 0,
        minimum: str | int | None = 0,
        maximum: str | int | None = None,
        unit: str | Promise = "",
        **kwargs: Any,
    ) -> None:
        self.decimals = decimals
        self.minimum, self.maximum = self.read_limit(minimum), self.read_limit(maximum)
        self.unit = unit
        super().__init__(**kwargs)

    def read_limit(self, limit: str | int | None) -> Fraction | int | None:
        return formats.to_fraction(limit)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = {
            "inputmode": "decimal" if self.decimals else "numeric",
            "class": "govuk-input--width-10 m-input-num",
            "autocomplete": "off",
        }
        return {**attrs, **({"data-suffix": self.unit} if self.unit else {})}

    def read(self, text: str) -> Fraction | int:
        signed = self.minimum is None or self.minimum < 0
        own, within = formats.decimal_mark(), (self.minimum, self.maximum)
        if self.decimals:
            return parse_written_decimal(
                text, self.decimals, signed=signed, decimal_mark=own, within=within
            )
        return parse_integer(text, signed=signed, decimal_mark=own, within=within)

    def write(self, value: Fraction | int) -> str:
        """In a sentence."""
        return formats.write_exact(Fraction(value), self.decimals)

    def write_to_read(self, value: Fraction | int) -> str:
        """In the control, where it is read again."""
        return formats.write_to_read(Fraction(value), self.decimals)

    def prepare_value(self, value: Any) -> Any:
        """Exact values are written for the reader; what the reader typed stays as it is."""
        if isinstance(value, Fraction | int) and not isinstance(value, bool):
            return self.write_to_read(value)
        return value

    def to_python(self, value: Any) -> Fraction | int | None:
        if value is None or not without_marks(str(value)).strip():
            return None
        try:
            number = self.read(str(value))
        except NumberError as fault:
            raise ValidationError(
                _FAULTS[fault.code],
                params={
                    "value": value,
                    "example": self.write(self.example if self.decimals else 12),
                    "decimals": self.decimals,
                },
                code=fault.code,
            ) from fault
        self._refuse_outside(number)
        return number

    def _refuse_outside(self, number: Fraction | int) -> None:
        words = {"value": self.write(number)}
        if self.minimum is not None and number < self.minimum:
            raise ValidationError(
                _("The least is %(limit)s. You entered %(value)s."),
                params={**words, "limit": self.write(self.minimum)},
                code="too_small",
            )
        if self.maximum is not None and number > self.maximum:
            raise ValidationError(
                _("The most is %(limit)s. You entered %(value)s."),
                params={**words, "limit": self.write(self.maximum)},
                code="too_big",
            )


class MoneyField(NumberField):
    """Euros and cents in, whole cents (int) out; initial values and limits in cents or "12.50"."""

    default_error_messages = {"required": _("Enter the amount.")}
    example = 123450

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"decimals": 2, "unit": "€", **kwargs})

    def read_limit(self, limit: str | int | None) -> int | None:
        return formats.to_cents(limit)

    def read(self, text: str) -> int:
        return parse_money(text, decimal_mark=formats.decimal_mark())

    def write(self, value: Fraction | int) -> str:
        return formats.write_amount(int(value))

    def write_to_read(self, value: Fraction | int) -> str:
        return self.write(value)


class YearField(NumberField):
    """Years are no numbers: no mark for thousands is written within them."""

    def write(self, value: Fraction | int) -> str:
        return str(value)

    def write_to_read(self, value: Fraction | int) -> str:
        return str(value)


class DayField(forms.Field):
    """A day in one text field; the hint shows how it is written."""

    widget = forms.TextInput
    default_error_messages = {"required": _("Enter the day.")}

    def __init__(
        self, *, first: date | None = None, last: date | None = None, **kwargs: Any
    ) -> None:
        self.first, self.last = first or FIRST_DAY, last or LAST_DAY
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "govuk-input--width-10", "inputmode": "text", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return formats.write_day_short(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or (
            isinstance(value, str) and not without_marks(value).strip()
        ):
            return None
        day = value if isinstance(value, date) else read_day(str(value))
        if day is None:
            raise ValidationError(
                _("Enter a day as %(example)s. You entered %(value)s."),
                params={"example": formats.write_day_short(date(2027, 5, 8)), "value": value},
                code="not_a_day",
            )
        if day < self.first:
            raise ValidationError(
                _("The earliest day is %(limit)s."),
                params={"limit": formats.write_day(self.first)},
                code="too_early",
            )
        if day > self.last:
            raise ValidationError(
                _("The latest day is %(limit)s."),
                params={"limit": formats.write_day(self.last)},
                code="too_late",
            )
        return day
