"""Set-up check of half-open bands [from, to): each value that may come falls into exactly one.

Source: CALL_FILE §3 (overlap, gap, shared end), §6.2 (set-up says so where a printed 90–100 would
exclude 100). On a grid [5, 10) and [10, 20) touch; of whole numbers [0, 9.5) and [10, 20) do, too.

>>> page = Inspection()
>>> rows = [{"from": "31", "to": "51"}, {"from": "50", "to": "101"}]
>>> bands = [(f"K.bands[{i}]", row) for i, row in enumerate(rows)]
>>> check_bands(page, bands, span(31, 100, Fraction(1)), "K.bands")
>>> [str(fault) for fault in page.faults]
['K.bands: bands_share_value (value=50)']
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text, parse_decimal
from callfile.reach.ranges import Range, above, below, highest, is_empty, lowest, span
from callfile.shape import Inspection

__all__ = ["band_range", "check_bands", "span"]


def band_range(band: Mapping[str, Any], numbers: Range) -> Range:
    """Those of the numbers that fall into the band [from, to); possibly none."""
    low, high = parse_decimal(band.get("from")), parse_decimal(band.get("to"))
    if low is not None:
        numbers = above(numbers, low, strict=False)
    return numbers if high is None else below(numbers, high, strict=True)


@dataclass(frozen=True, slots=True)
class _Band:
    place: str
    start: Fraction | None
    end: Fraction | None
    row: Mapping[str, Any]


def check_bands(
    page: Inspection, rows: list[tuple[str, Mapping[str, Any]]], numbers: Range, place: str
) -> None:
    """Report bands that are empty, overlap, share an end or leave allowed numbers out.

    `numbers` is what the fact can be. Ends that cannot be read are reported, and the whole is then
    not compared.
    """
    bands: list[_Band] = []
    readable = True
    for where, row in rows:
        start, end = page.number(row, "from", where), page.number(row, "to", where)
        missing = (start is None and row.get("from") is not None) or (
            end is None and row.get("to") is not None
        )
        if start is not None and end is not None and start >= end:
            page.add(where, FaultCode.BAND_EMPTY)
            missing = True
        elif is_empty(band_range(row, numbers)):
            page.add(where, FaultCode.BAND_UNREACHABLE)
        readable = readable and not missing
        bands.append(_Band(where, start, end, row))
    if not bands or not readable or is_empty(numbers):
        return
    bands.sort(key=lambda band: (band.start is not None, band.start or 0))
    furthest = bands[0]
    for band in bands[1:]:
        _compare(page, furthest, band, numbers, place)
        if furthest.end is not None and (band.end is None or band.end > furthest.end):
            furthest = band
    _compare_ends(page, bands, numbers, place)


def _compare(page: Inspection, lower: _Band, upper: _Band, numbers: Range, place: str) -> None:
    if lower.end is not None and lower.end == upper.start:
        return  # half-open: one ends where the other begins
    if lower.end is None or upper.start is None or lower.end > upper.start:
        both = band_range(upper.row, band_range(lower.row, numbers))
        if not is_empty(both):
            _say(page, both, place, FaultCode.BANDS_OVERLAP, FaultCode.BANDS_SHARE_VALUE)
    elif lower.end < upper.start:
        between = below(above(numbers, lower.end, strict=False), upper.start, strict=True)
        if not is_empty(between):
            _say(page, between, place, FaultCode.BANDS_GAP, FaultCode.BANDS_GAP_VALUE)


def _say(page: Inspection, numbers: Range, place: str, many: FaultCode, single: FaultCode) -> None:
    low, high = lowest(numbers), highest(numbers)
    start = "−∞" if low is None else exact_text(low)
    end = "∞" if high is None else exact_text(high)
    if low is not None and low == high:
        page.add(place, single, value=start)
    else:
        page.add(place, many, start=start, end=end)


def _compare_ends(page: Inspection, bands: list[_Band], numbers: Range, place: str) -> None:
    first = bands[0].start
    if first is not None and not is_empty(below(numbers, first, strict=True)):
        page.add(place, FaultCode.BANDS_BELOW, value=exact_text(first))
    ends = [band.end for band in bands]
    last = max((end for end in ends if end is not None), default=None)
    if last is None or None in ends:
        return
    outside = above(numbers, last, strict=False)
    if is_empty(outside):
        return
    if lowest(outside) == highest(outside) == last:
        page.add(place, FaultCode.BANDS_END_EXCLUDED, value=exact_text(last))
    else:
        page.add(place, FaultCode.BANDS_ABOVE, value=exact_text(last))
