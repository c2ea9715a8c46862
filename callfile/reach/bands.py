"""Set-up check of half-open bands [from, to): each value that may come falls into exactly one.

Source: CALL_FILE §3 (overlap, gap, shared end), §6.2 (set-up says so where a printed 90–100 would
exclude 100). On a grid [5, 10) and [10, 20) touch; of whole numbers [0, 9.5) and [10, 20) do, too.

>>> @dataclass(frozen=True)
... class Row:
...     start: Fraction
...     end: Fraction
>>> page = Inspection()
>>> rows = [Row(Fraction(31), Fraction(51)), Row(Fraction(50), Fraction(101))]
>>> check_rows(page, rows, span(31, 100, Fraction(1)), "K.bands")
>>> [str(fault) for fault in page.faults]
['K.bands: bands_share_value (value=50)']
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text
from callfile.reach.ranges import EVERYTHING, Range, above, below, highest, is_empty, lowest, span
from callfile.reading.inspection import Inspection

__all__ = ["Ends", "check_overlaps", "check_rows", "dataclass", "falls", "span"]


class Ends(Protocol):
    """A band: from `start`, which belongs to it, to `end`, which does not."""

    @property
    def start(self) -> Fraction | None: ...
    @property
    def end(self) -> Fraction | None: ...


def falls(band: Ends, numbers: Range) -> Range:
    """Those of the numbers that fall into the band; possibly none."""
    if band.start is not None:
        numbers = above(numbers, band.start, strict=False)
    return numbers if band.end is None else below(numbers, band.end, strict=True)


def check_rows(page: Inspection, bands: Sequence[Ends], numbers: Range, place: str) -> None:
    """Report bands that overlap, share an end, can hold nothing or leave allowed numbers out.

    `numbers` is what the fact can be.
    """
    for index, band in enumerate(bands):
        if is_empty(falls(band, numbers)):
            page.add(f"{place}[{index}]", FaultCode.BAND_UNREACHABLE)
    check_overlaps(page, bands, numbers, place)
    if bands and not is_empty(numbers):
        _check_gaps(page, bands, numbers, place)
        _check_ends(page, bands, numbers, place)


def check_overlaps(page: Inspection, bands: Sequence[Ends], numbers: Range, place: str) -> None:
    """Report bands that both hold a number: one of `numbers`, or else any."""
    for lower, upper in _neighbours(bands):
        if lower.end is None or upper.start is None or lower.end > upper.start:
            both = falls(upper, falls(lower, numbers))
            if is_empty(both):
                both = falls(upper, falls(lower, EVERYTHING))
            if not is_empty(both):
                _say(page, both, place, FaultCode.BANDS_OVERLAP, FaultCode.BANDS_SHARE_VALUE)


def _check_gaps(page: Inspection, bands: Sequence[Ends], numbers: Range, place: str) -> None:
    for lower, upper in _neighbours(bands):
        if lower.end is not None and upper.start is not None and lower.end < upper.start:
            between = below(above(numbers, lower.end, strict=False), upper.start, strict=True)
            if not is_empty(between):
                _say(page, between, place, FaultCode.BANDS_GAP, FaultCode.BANDS_GAP_VALUE)


def _neighbours(bands: Sequence[Ends]) -> Iterator[tuple[Ends, Ends]]:
    """Each band but the first, with the one before it that reaches furthest."""
    ordered = sorted(bands, key=lambda band: (band.start is not None, band.start or 0))
    if not ordered:
        return
    furthest = ordered[0]
    for _before, band in pairwise(ordered):
        yield furthest, band
        if furthest.end is not None and (band.end is None or band.end > furthest.end):
            furthest = band


def _say(page: Inspection, numbers: Range, place: str, many: FaultCode, single: FaultCode) -> None:
    low, high = lowest(numbers), highest(numbers)
    start = "−∞" if low is None else exact_text(low)
    end = "∞" if high is None else exact_text(high)
    if low is not None and low == high:
        page.add(place, single, value=start)
    else:
        page.add(place, many, start=start, end=end)


def _check_ends(page: Inspection, bands: Sequence[Ends], numbers: Range, place: str) -> None:
    starts, ends = [band.start for band in bands], [band.end for band in bands]
    first = None if None in starts else min(start for start in starts if start is not None)
    if first is not None and not is_empty(below(numbers, first, strict=True)):
        page.add(place, FaultCode.BANDS_BELOW, value=exact_text(first))
    if None in ends:
        return
    last = max(end for end in ends if end is not None)
    outside = above(numbers, last, strict=False)
    if is_empty(outside):
        return
    if lowest(outside) == highest(outside) == last:
        page.add(place, FaultCode.BANDS_END_EXCLUDED, value=exact_text(last))
    else:
        page.add(place, FaultCode.BANDS_ABOVE, value=exact_text(last))
