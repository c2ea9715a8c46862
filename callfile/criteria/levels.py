"""`levels`: an assessor picks one described level; with a fact, the fact names it.

>>> read({"levels": [{"code": "none", "points": "0"}]}, "K1")
Levels(fact=None, points={'none': Fraction(0, 1)})
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from callfile.criteria.facts import check_levels_of_options, fact_of
from callfile.criteria.kind import CriterionKind, Node, Others, Place, Reached
from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text, parse_decimal
from callfile.reach.domains import Domain, Facts, Options, Truths
from callfile.reach.ranges import EVERYTHING, Range, span
from callfile.shape import at, mappings
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import mapping, optional_text, sequence, setup_number, setup_text

_LEVEL_OF_TRUTH = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class Levels:
    """An assessor picks a level; with `fact`, the fact names it."""

    fact: str | None
    points: dict[str, Fraction]


def read(raw: Mapping[str, object], code: str) -> Levels:
    return Levels(optional_text(raw, "fact", code), points_by_code(raw.get("levels"), code))


def points_by_code(source: object, code: str) -> dict[str, Fraction]:
    """The points of each level of a list."""
    points: dict[str, Fraction] = {}
    for item in sequence(source, FaultKind.SETUP, [code], "levels"):
        level = mapping(item, FaultKind.SETUP, [code], "level")
        name = setup_text(level, "code", code)
        if name in points:
            raise CoreFault(FaultKind.SETUP, [code], "level_twice")
        points[name] = setup_number(level, "points", code)
    if not points:
        raise CoreFault(FaultKind.SETUP, [code], "levels_missing")
    return points


def check(here: Place) -> None:
    codes: dict[str, str] = {}
    points: dict[Fraction, list[str]] = {}
    for where, value in here.page.items(here.node, "levels", here.place):
        level = here.page.mapping(value, where)
        here.page.keys(level, where, ("code", "points", "text"))
        code = here.page.code(level, where, codes)
        here.page.texts(level, "text", where)
        worth = here.page.number(level, "points", where)
        if code is not None and worth is not None:
            points.setdefault(worth, []).append(code)
    place = at(here.place, "levels")
    for worth, same in points.items():
        if len(same) > 1:
            shown = {"points": exact_text(worth), "levels": ", ".join(same)}
            here.page.add(place, FaultCode.LEVELS_EQUAL, **shown)
    domain = fact_of(here, Options, Truths)
    if domain is not None:
        check_levels_of_options(here, place, _options(domain), codes)


def _options(domain: Domain) -> frozenset[str]:
    if isinstance(domain, Options):
        return domain.codes
    truths = domain.values if isinstance(domain, Truths) else frozenset[bool]()
    return frozenset(_LEVEL_OF_TRUTH[truth] for truth in truths)


def reach(node: Node, _facts: Facts, _others: Others) -> Reached:
    return hull(parse_decimal(level.get("points")) for level in mappings(node.get("levels"))), True


def hull(numbers: Iterable[Fraction | None]) -> Range:
    """From the least to the greatest of those that can be read."""
    known = [number for number in numbers if number is not None]
    return span(min(known), max(known)) if known else EVERYTHING


LEVELS = CriterionKind(
    "levels",
    "the assessor picks one described level; on a `fact` it is computed",
    ("levels",),
    ("fact",),
    read,
    check,
    reach,
)
