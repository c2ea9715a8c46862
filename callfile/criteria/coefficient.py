"""`coefficient`: the points of another criterion × the coefficient of the band of a fact."""

from collections.abc import Mapping
from dataclasses import dataclass

from callfile.criteria.band_rows import Band, check_rows, read_bands, worth_of_bands
from callfile.criteria.kind import CriterionKind, Node, Others, Place, Reached
from callfile.reach.domains import Facts
from callfile.reach.ranges import EVERYTHING, ZERO, times
from callfile.strict.written import setup_text

_KEYS = ("coefficient", "points")


@dataclass(frozen=True, slots=True)
class Coefficient:
    """The points of the criterion `of` × the coefficient of the band of the fact."""

    of: str
    fact: str
    bands: tuple[Band, ...]


def read(raw: Mapping[str, object], code: str) -> Coefficient:
    return Coefficient(
        of=setup_text(raw, "of", code),
        fact=setup_text(raw, "fact", code),
        bands=read_bands(raw, code, _KEYS),
    )


def check(here: Place) -> None:
    rows = []
    for where, value in here.page.items(here.node, "bands", here.place):
        band = here.page.mapping(value, where)
        here.page.keys(band, where, ("coefficient",), ("from", "to", "text"))
        here.page.texts(band, "text", where)
        here.page.number(band, "coefficient", where, least=ZERO)
        rows.append((where, band))
    here.page.text(here.node, "of", here.place)
    check_rows(here, rows)


def reach(node: Node, facts: Facts, others: Others) -> Reached:
    other, coefficients = others(str(node.get("of"))), worth_of_bands(node, facts, _KEYS)
    if other is None or coefficients is None:
        return EVERYTHING, False
    points, is_exact = other
    return times(points, coefficients), is_exact


COEFFICIENT = CriterionKind(
    "coefficient",
    "another criterion's points × a factor that is looked up",
    ("of", "fact", "bands"),
    (),
    read,
    check,
    reach,
)
