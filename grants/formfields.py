"""Form fields that read numbers, money and days as people write them.

What people type is read in one place (grants.core.numbers), which refuses what could mean two
numbers. What comes out is exact: whole cents, an int, a Fraction or a date.
"""

import re
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from grants import formats
from grants.core.numbers import (
    NumberError,
    NumberFault,
    parse_decimal,
    parse_integer,
    parse_money,
)

_BLANK = re.compile(r"[\s\u00a0\u202f]+")
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\.?", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_FAULTS = {
    NumberFault.AMBIGUOUS: _(
        "%(value)s could mean two numbers. Write it without a thousands mark."
    ),
    NumberFault.NOT_A_NUMBER: _("Enter a number, for example %(example)s. You entered %(value)s."),
    NumberFault.TOO_MANY_DECIMALS: _("Too many decimal places: at most %(decimals)s."),
    NumberFault.TOO_LARGE: _("The number is too large."),
    NumberFault.NEGATIVE: _("The number cannot be negative. You entered %(value)s."),
}


def read_day(text: str) -> date | None:
    """8. 5. 2027, 8.5.2027, 8/5/2027 (day first) or 2027-05-08."""
    plain = _BLANK.sub("", text)
    try:
        if match := _ISO_DAY.fullmatch(plain):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY.fullmatch(plain):
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
    return None


class NumberField(forms.Field):
    """A number with at most `decimals` places, between `minimum` and `maximum` (both included).

    Gives an int, with decimals a Fraction. The limits are written as "12.5" or 12.
    """

    widget = forms.TextInput
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
        if self.decimals:
            return parse_decimal(text, self.decimals, signed=signed)
        return parse_integer(text, signed=signed)

    def write(self, value: Fraction | int) -> str:
        return formats.write_exact(Fraction(value), self.decimals)

    def prepare_value(self, value: Any) -> Any:
        """Exact values are written for the reader; what the reader typed stays as it is."""
        if isinstance(value, Fraction | int) and not isinstance(value, bool):
            return self.write(value)
        return value

    def to_python(self, value: Any) -> Fraction | int | None:
        if value is None or not str(value).strip():
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

    example = 123450

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"decimals": 2, "unit": "€", **kwargs})

    def read_limit(self, limit: str | int | None) -> int | None:
        return formats.to_cents(limit)

    def read(self, text: str) -> int:
        return parse_money(text)

    def write(self, value: Fraction | int) -> str:
        return formats.write_amount(int(value))


class DayField(forms.Field):
    """A day in one text field; the hint shows how it is written."""

    widget = forms.TextInput

    def __init__(
        self, *, first: date | None = None, last: date | None = None, **kwargs: Any
    ) -> None:
        self.first, self.last = first, last
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"class": "govuk-input--width-10", "inputmode": "text", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return formats.write_day_short(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        day = value if isinstance(value, date) else read_day(str(value))
        if day is None:
            raise ValidationError(
                _("Enter a day as %(example)s. You entered %(value)s."),
                params={"example": "8. 5. 2027", "value": value},
                code="not_a_day",
            )
        if self.first and day < self.first:
            raise ValidationError(
                _("The earliest day is %(limit)s."),
                params={"limit": formats.write_day(self.first)},
                code="too_early",
            )
        if self.last and day > self.last:
            raise ValidationError(
                _("The latest day is %(limit)s."),
                params={"limit": formats.write_day(self.last)},
                code="too_late",
            )
        return day
