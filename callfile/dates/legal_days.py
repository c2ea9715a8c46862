"""Work-free days of Slovenia: Sundays are not among them, holidays of each year are.

Source: Zakon o praznikih in dela prostih dnevih v Republiki Sloveniji (ZPDPD), articles 1 and 2.
A deadline that ends on such a day, on a Saturday or on a Sunday ends on the next working day
(ZUP, article 101). A municipality where Italian is official too has the same ones: its calls are
decided by the same acts, and an Italian holiday moves no deadline of theirs. Easter by the rule of
the Gregorian calendar (Butcher's algorithm).

>>> is_free(date(2026, 12, 25)), is_free(date(2027, 3, 29)), is_free(date(2026, 11, 28))
(True, True, True)
>>> is_free(date(2026, 11, 27)), is_free(date(2026, 6, 2))
(False, False)
"""

from datetime import date, timedelta

_FIXED = frozenset(
    {
        *((1, 1), (1, 2), (2, 8), (4, 27), (5, 1), (5, 2), (6, 25), (8, 15)),
        *((10, 31), (11, 1), (12, 25), (12, 26)),
    }
)
_SATURDAY = 5
# Easter Sunday itself, Easter Monday and Whit Sunday.
_AFTER_EASTER = (0, 1, 49)


def is_free(day: date) -> bool:
    """A Saturday, a Sunday or a holiday."""
    return day.weekday() >= _SATURDAY or is_holiday(day)


def is_holiday(day: date) -> bool:
    easter = easter_of(day.year)
    movable = {easter + timedelta(days=after) for after in _AFTER_EASTER}
    return (day.month, day.day) in _FIXED or day in movable


def easter_of(year: int) -> date:
    """Easter Sunday.

    >>> easter_of(2026), easter_of(2038), easter_of(2285)
    (datetime.date(2026, 4, 5), datetime.date(2038, 4, 25), datetime.date(2285, 3, 22))
    """
    golden = year % 19
    century = year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * golden + skipped + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * (21 - golden) // 11)
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
