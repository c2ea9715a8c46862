"""Cells of a workbook as text."""

from datetime import date, datetime
from decimal import Decimal

# What a cell holds that was saved without its value.
NO_VALUE = "\ufffd"


def cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, int | float):
        return _number(value)
    return str(value)


def _number(value: int | float) -> str:
    """Fifteen digits, as spreadsheets show them; a fraction never has exactly three decimals."""
    exact = Decimal(format(value, ".15g"))
    if not exact.is_finite():
        return NO_VALUE
    if exact == exact.to_integral_value():
        return f"{int(exact)}"
    whole, _point, fraction = f"{exact:f}".partition(".")
    return f"{whole}.{fraction}0" if len(fraction) == 3 else f"{whole}.{fraction}"
