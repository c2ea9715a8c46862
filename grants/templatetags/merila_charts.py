"""Drawings computed on the server: svg with attributes only, so that a strict CSP lets them be.

Operational is filled, project is outlined; the signal marks where to look. What a drawing says
stands in its label or in a table beside it.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from grants import formats
from grants.drawing import GREY, INK, LINE, SEA, SEA_SOFT, SIGNAL, STONE, SUN, coordinate, share_of

register = template.Library()


MOST_TICKS = 120


@register.simple_tag
def bar(value: object, whole: object, *, tone: str = "fill") -> SafeString:
    """{% bar done total %}: how much of the whole; the number stands beside it."""
    return format_html(
        '<svg class="m-bar" viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><rect class="m-bar-rest" width="200" height="10"/>'
        '<rect class="m-bar-{}" width="{}" height="10"/></svg>',
        tone,
        coordinate(share_of(value, whole, 200)),
    )


@register.simple_tag
def two_bars(asked: object, given: object, top: object) -> SafeString:
    """{% two_bars asked given top %}: both sums on the scale of `top`; they stand beside it."""
    return format_html(
        '<svg class="m-bar m-bar--two" viewBox="0 0 200 16" preserveAspectRatio="none"'
        ' aria-hidden="true" focusable="false"><rect class="m-bar-soft" width="{}" height="7"/>'
        '<rect class="m-bar-fill" y="8" width="{}" height="7"/></svg>',
        coordinate(share_of(asked, top, 200)),
        coordinate(share_of(given, top, 200)),
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
        width = share_of(cents, pot, 520)
        tone = SIGNAL if index == partial else (SEA if index % 2 == 0 else SEA_SOFT)
        gap = min(Fraction(4, 5), width / 2)
        rects.append({"x": coordinate(start), "width": coordinate(width - gap), "fill": tone})
        start += width
    return {"rects": rects, "pot": pot, "half": pot // 2, "label": label, "note": note}


@register.inclusion_tag("components/job_bar.html")
def job_bar(done: int, failed: int, total: int, label: str) -> dict[str, Any]:
    """{% job_bar job.done job.failed job.total label %}: done, failed, still to do."""
    good, bad = share_of(done, total, 1000), share_of(failed, total, 1000)
    return {
        "good": coordinate(good),
        "bad": coordinate(max(bad, Fraction(6)) if failed else Fraction(0)),
        "half": total // 2,
        "total": total,
        "label": label,
    }


@register.simple_tag
def progress_ticks(locked: int, current: int, total: int, label: str) -> SafeString:
    """{% progress_ticks 3 1 12 label %}: one tick per application: locked, in work, waiting.

    Where they would be finer than a line, one bar for each of the three.
    """
    step = Fraction(240, max(total, 1))
    gap = min(Fraction(4), step / 3)
    counts = (
        (locked, SEA, SEA),
        (current, SUN, INK),
        (max(total - locked - current, 0), "#fff", LINE),
    )
    whole = total > MOST_TICKS
    bars, place = [], 0
    for count, fill, line in counts:
        for length in [count] if whole and count else [1] * count:
            width = step * length - (0 if whole else gap)
            bars.append((coordinate(step * place + 1), coordinate(width), fill, line))
            place += length
    rects = format_html_join(
        "", '<rect x="{}" y="1" width="{}" height="12" fill="{}" stroke="{}"/>', bars
    )
    return format_html(
        '<svg class="m-ticks" viewBox="0 0 242 14" role="img" aria-label="{}">{}</svg>',
        label,
        rects,
    )


@register.simple_tag
def spread(levels: Sequence[object], marks: Sequence[object], label: str) -> SafeString:
    """{% spread levels marks label %}: the sheets of one criterion on the scale of its levels."""
    scale = sorted(n for level in levels if (n := formats.to_fraction(level)) is not None)
    low, high = (scale[0], scale[-1]) if scale else (Fraction(0), Fraction(1))
    reach = (high - low) or Fraction(1)

    def x(value: Fraction) -> str:
        return coordinate(8 + (value - low) / reach * 116)

    ticks = format_html_join(
        "", '<path d="M{} 15V22" stroke="{}"/>', ((x(level), LINE) for level in scale)
    )
    seen: dict[Fraction, int] = {}
    dots = []
    for mark in marks:
        value = formats.to_fraction(mark)
        if value is not None:
            dots.append((x(value), coordinate(Fraction(9) - 3 * seen.get(value, 0)), SEA))
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
        "reached": coordinate(share_of(reached, maximum, 300)),
        "computed": coordinate(share_of(computed_max, maximum, 300)),
        "assessed": coordinate(300 - share_of(computed_max, maximum, 300) - Fraction(3, 2)),
        "assessed_x": coordinate(share_of(computed_max, maximum, 300) + Fraction(3, 4)),
        "threshold": threshold,
        "threshold_x": coordinate(share_of(threshold, maximum, 300)),
        "computed_max": computed_max,
        "maximum": maximum,
        "label": label,
    }


def _year_bar(
    entry: dict[str, Any], left: Fraction, scale: Fraction, *, newest: bool
) -> SafeString:
    full = share_of(entry["operational"], scale, 112)
    outlined = share_of(entry["project"], scale, 112)
    return format_html(
        '<rect x="{}" y="{}" width="22" height="{}" fill="{}"/>'
        '<rect x="{}" y="{}" width="20.5" height="{}" fill="#fff" stroke="{}" stroke-width="1.5"/>'
        '<text x="{}" y="146" text-anchor="middle" fill="{}" font-weight="{}">{}</text>',
        coordinate(left),
        coordinate(130 - full),
        coordinate(full),
        SEA,
        coordinate(left + Fraction(3, 4)),
        coordinate(130 - full - outlined),
        coordinate(max(outlined - Fraction(3, 2), Fraction(0))),
        SEA,
        coordinate(left + 11),
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
        "", '<path d="M0 {}H150" stroke="{}"/>', ((coordinate(height), STONE) for height in heights)
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
                coordinate(step * i),
                coordinate(24 - share_of(value, top, 23)),
                coordinate(step - 3),
                coordinate(share_of(value, top, 23)),
                SEA if i == len(values) - 1 else "#8fb9ce",
            )
            for i, value in enumerate(values)
        ),
    )
    return format_html(
        '<svg class="m-spark" viewBox="0 0 70 24" role="img" aria-label="{}">{}</svg>', label, rects
    )
