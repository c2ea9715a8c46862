"""`levels`: an assessor picks one described level; with a fact, the fact names it."""

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar

from callfile.criteria.facts import check_levels_of_options, fact_of
from callfile.criteria.node import PUBLISHED, Criterion, Others, Place, Reached
from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text
from callfile.reach.domains import Domain, Facts, Options, Truths
from callfile.reach.ranges import EVERYTHING, Range, span
from callfile.reading.inspection import at
from callfile.reading.lists import list_of
from callfile.reading.parts import key, part, part_of
from callfile.reading.shapes import CODE, NUMBER, TEXT, TEXTS, Texts

_LEVEL_OF_TRUTH = {True: "yes", False: "no"}


@part("A described level.")
class Level:
    code: str = key(CODE, "What a sheet names.")
    points: Fraction = key(NUMBER, "What it is worth.")
    text: Texts = key(TEXTS, PUBLISHED)


@part("A criterion of which the assessor picks a level.", name="levels")
class Levels(Criterion):
    """An assessor picks a level; with `fact`, the fact names it."""

    NAME: ClassVar[str] = "levels"
    MEANING: ClassVar[str] = "the assessor picks one described level; on a `fact` it is computed"

    levels: tuple[Level, ...] = key(
        list_of(part_of(Level), by_code=True, complete=True),
        "The levels to choose from; 0 is a level like any other.",
    )
    fact: str | None = key(TEXT, "The fact that it is computed from.", default=None)

    @property
    def points(self) -> dict[str, Fraction]:
        """The points of each level."""
        return {level.code: level.points for level in self.levels}

    def check_facts(self, here: Place) -> None:
        place = at(here.place, "levels")
        points: dict[Fraction, list[str]] = {}
        for level in self.levels:
            points.setdefault(level.points, []).append(level.code)
        for worth, same in points.items():
            if len(same) > 1:
                shown = {"points": exact_text(worth), "levels": ", ".join(same)}
                here.page.add(place, FaultCode.LEVELS_EQUAL, **shown)
        domain = None if self.fact is None else fact_of(here, self.fact, Options, Truths)
        if domain is not None:
            places = {one.code: f"{place}[{i}]" for i, one in enumerate(self.levels)}
            check_levels_of_options(here, place, _options(domain), places)

    def reach(self, facts: Facts, others: Others) -> Reached:
        return hull(level.points for level in self.levels), True


def _options(domain: Domain) -> frozenset[str]:
    if isinstance(domain, Options):
        return domain.codes
    truths = domain.values if isinstance(domain, Truths) else frozenset[bool]()
    return frozenset(_LEVEL_OF_TRUTH[truth] for truth in truths)


def hull(numbers: Iterable[Fraction]) -> Range:
    """From the least to the greatest of them."""
    known = list(numbers)
    return span(min(known), max(known)) if known else EVERYTHING
