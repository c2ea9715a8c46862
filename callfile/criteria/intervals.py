"""Half-open bands of a fact, as `bands` and `coefficient` have them: the end is outside."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from callfile.criteria.facts import fact_of
from callfile.criteria.node import PUBLISHED, Place
from callfile.faults import FaultCode
from callfile.reach.bands import check_overlaps, check_rows, falls
from callfile.reach.domains import Facts
from callfile.reach.ranges import EVERYTHING, Range, is_empty, union
from callfile.reading.inspection import Inspection, at
from callfile.reading.parts import key, part
from callfile.reading.shapes import NUMBER, TEXTS, Texts


@part("An interval that holds its lower end and not its upper one.")
class Interval:
    start: Fraction | None = key(
        NUMBER, "Lower end, which belongs to it.", name="from", default=None
    )
    end: Fraction | None = key(
        NUMBER,
        "Upper end, which does not. Without it the band is open upwards.",
        name="to",
        default=None,
    )
    text: Texts | None = key(TEXTS, PUBLISHED, default=None)

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in it."""
        return (self.start is None or self.start <= value) and (
            self.end is None or value < self.end
        )

    def check(self, page: Inspection, place: str) -> None:
        if self.start is not None and self.end is not None and self.end <= self.start:
            page.add(place, FaultCode.BAND_EMPTY)


def check_intervals(here: Place, fact: str, bands: Sequence[Interval]) -> None:
    """What the bands say of each other and of the fact."""
    domain = fact_of(here, fact, Range)
    place = at(here.place, "bands")
    if isinstance(domain, Range):
        check_rows(here.page, bands, domain, place)
    else:
        # Without the fact only what the bands say of each other can be compared.
        check_overlaps(here.page, bands, EVERYTHING, place)


def worth_of(fact: str, worths: Iterable[tuple[Interval, Range]], facts: Facts) -> Range | None:
    """From the least to the greatest worth of a band into which the fact can fall."""
    numbers = facts.get(fact, EVERYTHING)
    if not isinstance(numbers, Range):
        return None
    found: Range | None = None
    for band, worth in worths:
        if not is_empty(falls(band, numbers)):
            found = worth if found is None else union(found, worth)
    return found
