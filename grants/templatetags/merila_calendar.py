"""The drawing of when calls take applications: months across, a row for each call."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django import template

from grants import formats
from grants.drawing import coordinate

register = template.Library()


def _calendar_row(row: dict[str, Any], top: int, x: Callable[[date], Fraction]) -> dict[str, Any]:
    begin, end = x(row["opens"]), x(row["deadline"])
    return {
        "title": row["title"],
        "state": row["state"],
        "y": top + 55,
        "line_y": coordinate(top + Fraction(133, 2)),
        "bar_y": top + 44,
        "x": coordinate(begin),
        "width": coordinate(max(end - begin, Fraction(4))),
        "end_x": coordinate(end + 8),
        "end": formats.write_day_short(row["deadline"], year=False),
    }


def _months(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


@register.inclusion_tag("components/calendar.html")
def call_calendar(calls: Sequence[dict[str, Any]], today: date, caption: str) -> dict[str, Any]:
    """{% call_calendar calls today caption %}: when each call takes applications.

    `calls`: [{title, opens, deadline (days), state: open | near | coming | closed}].
    """
    first = min([today, *(row["opens"] for row in calls)]).replace(day=1)
    last = max([today, *(row["deadline"] for row in calls)])
    # The day of the last deadline stands right of its bar and needs 48 of the 410.
    reach = max(Fraction((last - first).days * 410, 410 - 48), Fraction(60))

    def x(day: date) -> Fraction:
        return 230 + (day - first).days * 410 / reach

    bottom = 46 + 34 * len(calls)
    return {
        "months": [
            {"x": coordinate(x(month)), "words": formats.write_month_short(month.month)}
            for month in _months(first, last)
        ],
        "rows": [_calendar_row(call, 34 * index, x) for index, call in enumerate(calls)],
        "ticks": [coordinate(Fraction(461, 2) + 5 * index) for index in range(82)],
        "today_x": coordinate(x(today)),
        "today": formats.write_day_short(today, year=False),
        "bottom": bottom,
        "today_y": bottom + 16,
        "height": bottom + 20,
        "caption": caption,
    }
