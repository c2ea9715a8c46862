"""Days with which a municipality can have to do; whatever lies beyond is a slip of the keyboard.

The oldest societies were entered under the law of 1852, and nothing is granted for the next century
but one. Beyond, a program also begins to fail: the year 9999 ends in no zone of time.

>>> is_near(date(1868, 5, 1)), is_near(date(9999, 12, 31))
(True, False)
"""

from datetime import date

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2199, 12, 31)


def is_near(day: date) -> bool:
    return FIRST_DAY <= day <= LAST_DAY
