"""Half-open bands of a fact, as `bands` and `coefficient` have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from callfile.criteria.facts import fact_of
from callfile.criteria.kind import Node, Place
from callfile.criteria.score import Score, interval_of
from callfile.criteria.score import read as read_score
from callfile.faults import FaultCode
from callfile.numbers.exact import parse_decimal
from callfile.reach.bands import band_range, check_bands
from callfile.reach.domains import Facts
from callfile.reach.ranges import EVERYTHING, ZERO, Range, is_empty, point, union
from callfile.shape import Inspection, at, mappings
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import mapping, optional_number, sequence, setup_number


@dataclass(frozen=True, slots=True)
class Band:
    """[start, end) → fixed points, or an interval in which the assessor chooses."""

    start: Fraction | None
    end: Fraction | None
    points: Fraction
    interval: Score | None = None

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in the band; the end is outside."""
        return (self.start is None or self.start <= value) and (
            self.end is None or value < self.end
        )


def read_bands(raw: Mapping[str, object], code: str, keys: tuple[str, ...]) -> tuple[Band, ...]:
    """Those under `bands`; their worth stands under the first of `keys` that a band has."""
    bands = tuple(
        _band(mapping(item, FaultKind.SETUP, [code], "band"), code, keys)
        for item in sequence(raw.get("bands"), FaultKind.SETUP, [code], "bands")
    )
    if not bands:
        raise CoreFault(FaultKind.SETUP, [code], "bands_missing")
    if any(_overlap(a, b) for i, a in enumerate(bands) for b in bands[:i]):
        raise CoreFault(FaultKind.SETUP, [code], "bands_overlap")
    return bands


def _band(raw: Mapping[str, object], code: str, keys: tuple[str, ...]) -> Band:
    start, end = optional_number(raw, "from", code), optional_number(raw, "to", code)
    if start is not None and end is not None and end <= start:
        raise CoreFault(FaultKind.SETUP, [code], "band_empty")
    key = next((key for key in keys if key in raw), keys[0])
    if key == "points" and key not in raw:
        return Band(start, end, ZERO, read_score(raw, code))
    return Band(start, end, setup_number(raw, key, code))


def _overlap(one: Band, other: Band) -> bool:
    one_first = one.end is not None and other.start is not None and one.end <= other.start
    other_first = other.end is not None and one.start is not None and other.end <= one.start
    return not one_first and not other_first


def check_rows(here: Place, rows: list[tuple[str, Node]]) -> None:
    """What the bands (place, band) say of each other and of the fact."""
    domain = fact_of(here, Range)
    page = here.page if isinstance(domain, Range) else _Silent(here.page)
    # Without the fact only what the bands say of each other can be compared.
    numbers = domain if isinstance(domain, Range) else EVERYTHING
    check_bands(page, rows, numbers, at(here.place, "bands"))


class _Silent(Inspection):
    """Passes on what bands say of each other, and keeps what needs the fact to itself."""

    def __init__(self, page: Inspection) -> None:
        super().__init__(page.languages)
        self._page = page

    def add(self, place: str, code: FaultCode, **args: str | int) -> None:
        if code not in (FaultCode.BANDS_BELOW, FaultCode.BANDS_ABOVE, FaultCode.BAND_UNREACHABLE):
            self._page.add(place, code, **args)


def worth_of_bands(node: Node, facts: Facts, keys: tuple[str, ...]) -> Range | None:
    """From the least to the greatest worth of a band into which the fact can fall."""
    numbers = facts.get(str(node.get("fact")), EVERYTHING)
    if not isinstance(numbers, Range):
        return None
    found: Range | None = None
    for band in mappings(node.get("bands")):
        if is_empty(band_range(band, numbers)):
            continue
        fixed = next((parse_decimal(band[key]) for key in keys if key in band), None)
        points = interval_of(band) if fixed is None else point(fixed)
        found = points if found is None else union(found, points)
    return found
