"""Drawings computed on the server: svg with attributes only, so that a strict CSP lets them be.

Operational is filled, project is outlined; the signal marks where to look. Numbers become
coordinates here and nowhere else; what a drawing says stands in its label or in a table beside it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from grants import formats
from grants.core.exact import round_half_up

register = template.Library()

SEA, SEA_SOFT, SIGNAL, STONE, INK = "#0b4f75", "#2f7ea6", "#c24a1b", "#dce3e7", "#13232e"
GREY, SUN, LINE, SIGNAL_TEXT = "#475863", "#ffd9a3", "#6b7b85", "#a5380f"


def _n(value: Fraction | int) -> str:
    """A coordinate with at most one decimal."""
    return formats.write_exact(round_half_up(Fraction(value), 1), 1, "en").replace(",", "")


def _part(value: object, whole: object, width: int) -> Fraction:
    share, total = formats.to_fraction(value), formats.to_fraction(whole)
    if not share or not total or total <= 0:
        return Fraction(0)
    return min(Fraction(1), max(Fraction(0), share / total)) * width


@register.simple_tag
def bar(value: object, whole: object, *, tone: str = "fill") -> SafeString:
    """{% bar done total %}: how much of the whole; the number stands beside it."""
    return format_html(
        '<svg class="m-bar" viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><rect class="m-bar-rest" width="200" height="10"/>'
        '<rect class="m-bar-{}" width="{}" height="10"/></svg>',
        tone,
        _n(_part(value, whole, 200)),
    )


@register.simple_tag
def two_bars(asked: object, given: object, top: object) -> SafeString:
    """{% two_bars asked given top %}: both sums on the scale of `top`; they stand beside it."""
    return format_html(
        '<svg class="m-bar m-bar--two" viewBox="0 0 200 16" preserveAspectRatio="none"'
        ' aria-hidden="true" focusable="false"><rect class="m-bar-soft" width="{}" height="7"/>'
        '<rect class="m-bar-fill" y="8" width="{}" height="7"/></svg>',
        _n(_part(asked, top, 200)),
        _n(_part(given, top, 200)),
    )


@register.inclusion_tag("components/budget_bar.html")
def budget_bar(
    amounts: Sequence[int], pot: int, label: str, note: str = "", partial: int = -1
) -> dict[str, Any]:
    """{% budget_bar amounts pot label %}: one block per recipient in rank order, on the pot.

    `amounts` and `pot` in cents; `partial` is the index of the recipient paid in part.
    """
    rects, start = [], Fraction(0)
    for index, cents in enumerate(amounts):
        width = _part(cents, pot, 520)
        tone = SIGNAL if index == partial else (SEA if index % 2 == 0 else SEA_SOFT)
        gap = min(Fraction(4, 5), width / 2)
        rects.append({"x": _n(start), "width": _n(width - gap), "fill": tone})
        start += width
    return {"rects": rects, "pot": pot, "half": pot // 2, "label": label, "note": note}


@register.inclusion_tag("components/job_bar.html")
def job_bar(done: int, failed: int, total: int, label: str) -> dict[str, Any]:
    """{% job_bar job.done job.failed job.total label %}: done, failed, still to do."""
    good, bad = _part(done, total, 1000), _part(failed, total, 1000)
    return {
        "good": _n(good),
        "bad": _n(max(bad, Fraction(6)) if failed else Fraction(0)),
        "half": total // 2,
        "total": total,
        "label": label,
    }


@register.simple_tag
def progress_ticks(locked: int, current: int, total: int, label: str) -> SafeString:
    """{% progress_ticks 3 1 12 label %}: one tick per application: locked, in work, waiting."""
    step = Fraction(240, max(total, 1))
    width = step - min(Fraction(4), step / 3)
    looks = [(SEA, SEA)] * locked + [(SUN, INK)] * current
    looks += [("#fff", LINE)] * (total - len(looks))
    rects = format_html_join(
        "",
        '<rect x="{}" y="1" width="{}" height="12" fill="{}" stroke="{}"/>',
        ((_n(step * i + 1), _n(width), fill, line) for i, (fill, line) in enumerate(looks)),
    )
    return format_html(
        '<svg class="m-ticks" viewBox="0 0 242 14" role="img" aria-label="{}">{}</svg>',
        label,
        rects,
    )


@register.simple_tag
def days_left(gone: int, total: int, label: str) -> SafeString:
    """{% days_left 4 8 label %}: days gone and days left as blocks (at most fifteen)."""
    step = Fraction(240, max(total, 1))
    rects = format_html_join(
        "",
        '<rect x="{}" y="4.5" width="{}" height="11" fill="{}" stroke="{}" stroke-width="1.5"/>',
        (
            (
                _n(step * i + 1),
                _n(step - 4),
                SEA if i < gone else "#fff",
                SEA if i < gone else SIGNAL_TEXT,
            )
            for i in range(total)
        ),
    )
    return format_html(
        '<svg class="m-days" viewBox="0 0 242 24" role="img" aria-label="{}">{}</svg>', label, rects
    )


@register.simple_tag
def spread(levels: Sequence[object], marks: Sequence[object], label: str) -> SafeString:
    """{% spread levels marks label %}: the sheets of one criterion on the scale of its levels."""
    scale = sorted(n for level in levels if (n := formats.to_fraction(level)) is not None)
    low, high = (scale[0], scale[-1]) if scale else (Fraction(0), Fraction(1))
    reach = (high - low) or Fraction(1)

    def x(value: Fraction) -> str:
        return _n(8 + (value - low) / reach * 116)

    ticks = format_html_join(
        "", '<path d="M{} 15V22" stroke="{}"/>', ((x(level), LINE) for level in scale)
    )
    seen: dict[Fraction, int] = {}
    dots = []
    for mark in marks:
        value = formats.to_fraction(mark)
        if value is not None:
            dots.append((x(value), _n(Fraction(9) - 3 * seen.get(value, 0)), SEA))
            seen[value] = seen.get(value, 0) + 1
    circles = format_html_join("", '<circle cx="{}" cy="{}" r="5" fill="{}" stroke="#fff"/>', dots)
    return format_html(
        '<svg class="m-spread" viewBox="0 0 132 26" role="img" aria-label="{}">'
        '<path d="M8 18.5H124" stroke="{}"/>{}{}</svg>',
        label,
        INK,
        ticks,
        circles,
    )


@register.inclusion_tag("components/points_scale.html")
def points_scale(
    reached: object, computed_max: object, maximum: object, threshold: object, label: str
) -> dict[str, Any]:
    """{% points_scale 58.8 80 100 30 label %}: expected points on the scale of the lot."""
    return {
        "reached": _n(_part(reached, maximum, 300)),
        "computed": _n(_part(computed_max, maximum, 300)),
        "assessed": _n(300 - _part(computed_max, maximum, 300) - Fraction(3, 2)),
        "assessed_x": _n(_part(computed_max, maximum, 300) + Fraction(3, 4)),
        "threshold": threshold,
        "threshold_x": _n(_part(threshold, maximum, 300)),
        "computed_max": computed_max,
        "maximum": maximum,
        "label": label,
    }


def _calendar_row(call: dict[str, Any], top: int, x: Callable[[date], Fraction]) -> dict[str, Any]:
    begin, end = x(call["opens"]), x(call["deadline"])
    return {
        "title": call["title"],
        "state": call["state"],
        "y": top + 55,
        "line_y": _n(top + Fraction(133, 2)),
        "bar_y": top + 44,
        "x": _n(begin),
        "width": _n(max(end - begin, Fraction(4))),
        "end_x": _n(end + 8),
        "end": formats.write_day_short(call["deadline"], year=False),
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
    first = min([today, *(call["opens"] for call in calls)]).replace(day=1)
    last = max([today, *(call["deadline"] for call in calls)])
    # The day of the last deadline stands right of its bar and needs 48 of the 410.
    reach = max(Fraction((last - first).days * 410, 410 - 48), Fraction(60))

    def x(day: date) -> Fraction:
        return 230 + (day - first).days * 410 / reach

    bottom = 46 + 34 * len(calls)
    return {
        "months": [
            {"x": _n(x(month)), "words": formats.write_month_short(month.month)}
            for month in _months(first, last)
        ],
        "rows": [_calendar_row(call, 34 * index, x) for index, call in enumerate(calls)],
        "ticks": [_n(Fraction(461, 2) + 5 * index) for index in range(82)],
        "today_x": _n(x(today)),
        "today": formats.write_day_short(today, year=False),
        "bottom": bottom,
        "today_y": bottom + 16,
        "height": bottom + 20,
        "caption": caption,
    }


def _year_bar(
    entry: dict[str, Any], left: Fraction, scale: Fraction, *, newest: bool
) -> SafeString:
    full = _part(entry["operational"], scale, 112)
    outlined = _part(entry["project"], scale, 112)
    return format_html(
        '<rect x="{}" y="{}" width="22" height="{}" fill="{}"/>'
        '<rect x="{}" y="{}" width="20.5" height="{}" fill="#fff" stroke="{}" stroke-width="1.5"/>'
        '<text x="{}" y="146" text-anchor="middle" fill="{}" font-weight="{}">{}</text>',
        _n(left),
        _n(130 - full),
        _n(full),
        SEA,
        _n(left + Fraction(3, 4)),
        _n(130 - full - outlined),
        _n(max(outlined - Fraction(3, 2), Fraction(0))),
        SEA,
        _n(left + 11),
        INK if newest else GREY,
        600 if newest else 400,
        f"{entry['year'] % 100:02d}",
    )


@register.simple_tag
def year_bars(years: Sequence[dict[str, Any]], top: object, step: object, label: str) -> SafeString:
    """{% year_bars years top step label %}: stacked bars by year, all areas on one scale.

    `years`: [{year, operational, project}] in cents; `top` the sum at full height and `step`
    the sum between two lines, in cents.
    """
    scale = formats.to_fraction(top) or Fraction(1)
    apart = formats.to_fraction(step) or scale
    heights = (Fraction(261, 2) - apart * i / scale * 112 for i in range(1, int(scale / apart) + 1))
    lines = format_html_join(
        "", '<path d="M0 {}H150" stroke="{}"/>', ((_n(height), STONE) for height in heights)
    )
    room = Fraction(150, max(len(years), 1))
    bars = [
        _year_bar(entry, room * i + (room - 22) / 2, scale, newest=i == len(years) - 1)
        for i, entry in enumerate(years)
    ]
    return format_html(
        '<svg viewBox="0 0 150 150" role="img" aria-label="{}"'
        ' font-family="Source Sans 3, sans-serif" font-size="12">{}'
        '<path d="M0 130.5H150" stroke="{}"/>{}</svg>',
        label,
        lines,
        INK,
        mark_safe("".join(bars)),
    )


@register.simple_tag
def spark(values: Sequence[int], label: str) -> SafeString:
    """{% spark sums label %}: one recipient over the years, the last in the accent."""
    top = max([*values, 1])
    step = Fraction(70, max(len(values), 1))
    rects = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
        (
            (
                _n(step * i),
                _n(24 - _part(value, top, 23)),
                _n(step - 3),
                _n(_part(value, top, 23)),
                SEA if i == len(values) - 1 else "#8fb9ce",
            )
            for i, value in enumerate(values)
        ),
    )
    return format_html(
        '<svg class="m-spark" viewBox="0 0 70 24" role="img" aria-label="{}">{}</svg>', label, rects
    )
