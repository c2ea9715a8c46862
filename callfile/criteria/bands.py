"""`bands`: a fact falls into a half-open interval: points, or a range in which assessors choose."""

from collections.abc import Mapping
from dataclasses import dataclass

from callfile.criteria.band_rows import Band, check_rows, read_bands, worth_of_bands
from callfile.criteria.kind import CriterionKind, Node, Others, Place, Reached
from callfile.criteria.score import check_interval
from callfile.faults import FaultCode
from callfile.reach.domains import Facts
from callfile.reach.ranges import EVERYTHING
from callfile.strict.written import setup_text


@dataclass(frozen=True, slots=True)
class Bands:
    """The fact falls into one of the bands."""

    fact: str
    bands: tuple[Band, ...]


def read(raw: Mapping[str, object], code: str) -> Bands:
    return Bands(setup_text(raw, "fact", code), read_bands(raw, code, ("points",)))


def check(here: Place) -> None:
    rows = []
    for where, value in here.page.items(here.node, "bands", here.place):
        band = here.page.mapping(value, where)
        here.page.keys(band, where, (), ("from", "to", "points", "min", "max", "step", "text"))
        here.page.texts(band, "text", where)
        if "points" in band:
            here.page.number(band, "points", where)
        if ("points" in band) is ("max" in band):
            here.page.add(where, FaultCode.BAND_POINTS)
        elif "max" in band:
            check_interval(here.page, band, where)
        rows.append((where, band))
    check_rows(here, rows)


def reach(node: Node, facts: Facts, _others: Others) -> Reached:
    found = worth_of_bands(node, facts, ("points",))
    return (EVERYTHING if found is None else found), True


BANDS = CriterionKind(
    "bands",
    "a fact falls into an interval: fixed points, or a range to choose in",
    ("fact", "bands"),
    (),
    read,
    check,
    reach,
)
