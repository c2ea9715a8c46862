"""Set-up check of one criterion, by its kind.

Source: CALL_FILE §3 (the kinds and their set-up faults), §8 (their keys), §6.1–6.5.

>>> page = Inspection()
>>> levels = [{"code": "a", "points": "5", "text": {}}, {"code": "b", "points": "5", "text": {}}]
>>> node = {"code": "K1", "kind": "levels", "title": {}, "levels": levels}
>>> check_criterion(page, node, "K1", Asked(), {}, guarded=False)
>>> [str(fault) for fault in page.faults]
['K1.levels: levels_equal (points=5, levels=a, b)']
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from callfile.check.bands import check_bands
from callfile.check.expressions import check_formula, check_names, read_constants
from callfile.check.form import Asked
from callfile.faults import FaultCode
from callfile.numbers.exact import exact_text
from callfile.reach.domains import Domain, Facts, Options, Table, Truths
from callfile.reach.ranges import EVERYTHING, ZERO, Range
from callfile.shape import Inspection, at

COMMON = ("text", "article", "printed_max", "weight", "cap", "minimum", "precondition")
_LEVEL_OF_TRUTH = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class _Place:
    page: Inspection
    node: Mapping[str, Any]
    place: str
    asked: Asked
    facts: Facts
    guarded: bool


def check_criterion(
    page: Inspection,
    node: Mapping[str, Any],
    place: str,
    asked: Asked,
    facts: Facts,
    *,
    guarded: bool,
) -> None:
    """Report the faults of a node without children; `facts` are those its preconditions leave."""
    kind = page.choice(node, "kind", place, list(KINDS))
    if kind is None:
        page.keys(node, place, ("code", "title", "kind"), tuple(node))
        return
    required, optional, check = KINDS[kind]
    page.keys(node, place, ("code", "title", "kind", *required), (*COMMON, *optional))
    check(_Place(page, node, place, asked, facts, guarded))


def _fact(here: _Place, *kinds: type[Domain]) -> Domain | None:
    """What the named fact can be, if it is one of the right kind."""
    name = here.page.text(here.node, "fact", here.place)
    if name is None:
        return None
    place = at(here.place, "fact")
    check_names(here.page, [name], place, here.facts, here.asked.fields)
    if name in here.asked.optional and not here.guarded:
        here.page.add(place, FaultCode.FACT_OPTIONAL, name=name)
    domain = here.facts.get(name)
    if domain is not None and not isinstance(domain, kinds):
        here.page.add(place, FaultCode.FACT_KIND, name=name)
        return None
    return domain


def _levels(here: _Place) -> None:
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
    domain = _fact(here, Options, Truths)
    if domain is not None:
        _check_options(here, _options(domain), codes)


def _options(domain: Domain) -> set[str]:
    if isinstance(domain, Options):
        return set(domain.codes)
    if isinstance(domain, Truths):
        return {_LEVEL_OF_TRUTH[truth] for truth in domain.values}
    return set()


def _check_options(here: _Place, options: set[str], levels: Mapping[str, str]) -> None:
    for option in sorted(options - levels.keys()):
        place = at(here.place, "levels")
        here.page.add(place, FaultCode.OPTION_WITHOUT_LEVEL, option=option)
    for level in sorted(levels.keys() - options):
        here.page.add(levels[level], FaultCode.LEVEL_UNREACHABLE)


def _score(here: _Place) -> None:
    _interval(here.page, here.node, here.place)


def _interval(page: Inspection, source: Mapping[str, Any], place: str) -> None:
    low, high = page.number(source, "min", place), page.number(source, "max", place)
    step = page.number(source, "step", place)
    low = ZERO if low is None else low
    if high is not None and high < low:
        shown = {"minimum": exact_text(low), "maximum": exact_text(high)}
        page.add(place, FaultCode.RANGE_ORDER, **shown)
    elif step is not None and step <= 0:
        page.add(at(place, "step"), FaultCode.NOT_POSITIVE)
    elif step is not None and high is not None and ((high - low) / step).denominator != 1:
        shown = {"step": exact_text(step), "maximum": exact_text(high)}
        page.add(at(place, "step"), FaultCode.STEP_MISSES_MAXIMUM, **shown)


def _bands(here: _Place) -> None:
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
            _interval(here.page, band, where)
        rows.append((where, band))
    _check_fact_bands(here, rows)


def _coefficient(here: _Place) -> None:
    rows = []
    for where, value in here.page.items(here.node, "bands", here.place):
        band = here.page.mapping(value, where)
        here.page.keys(band, where, ("coefficient",), ("from", "to", "text"))
        here.page.texts(band, "text", where)
        here.page.number(band, "coefficient", where, least=ZERO)
        rows.append((where, band))
    here.page.text(here.node, "of", here.place)
    _check_fact_bands(here, rows)


def _check_fact_bands(here: _Place, rows: list[tuple[str, Mapping[str, Any]]]) -> None:
    domain = _fact(here, Range)
    numbers = domain if isinstance(domain, Range) else None
    if numbers is None:
        # Without the fact only what the bands say of each other can be compared.
        inner = _Silent(here.page)
        check_bands(inner, rows, EVERYTHING, at(here.place, "bands"))
        return
    check_bands(here.page, rows, numbers, at(here.place, "bands"))


class _Silent(Inspection):
    """Passes on what bands say of each other, and keeps what needs the fact to itself."""

    def __init__(self, page: Inspection) -> None:
        super().__init__(page.languages)
        self._page = page

    def add(self, place: str, code: FaultCode, **args: str | int) -> None:
        if code not in (FaultCode.BANDS_BELOW, FaultCode.BANDS_ABOVE, FaultCode.BAND_UNREACHABLE):
            self._page.add(place, code, **args)


def _per_unit(here: _Place) -> None:
    page, node, place = here.page, here.node, here.place
    for key in ("per", "max_units", "max_points"):
        page.number(node, key, place, least=ZERO, integers=True)
    if node.get("per") in ("0", 0):
        page.add(at(place, "per"), FaultCode.NOT_POSITIVE)
    points = node.get("points")
    if isinstance(points, Mapping | list):
        _rows_by_level(here, points)
        return
    page.number(node, "points", place)
    if node.get("column") is None:
        _fact(here, Range, Table)
    else:
        _column(here, "column", _fact(here, Table), Range)


def _rows_by_level(here: _Place, points: Mapping[str, Any] | list[Any]) -> None:
    codes: dict[str, str] = {}
    place = at(here.place, "points")
    if isinstance(points, list):
        for where, value in here.page.items(here.node, "points", here.place):
            level = here.page.mapping(value, where)
            here.page.keys(level, where, ("code", "points"), ("text",))
            here.page.code(level, where, codes)
            here.page.texts(level, "text", where)
            here.page.number(level, "points", where)
    else:
        read = here.page.mapping(points, place)
        codes = {code: at(place, code) for code in read}
        for code in read:
            here.page.number(read, code, place)
    if here.node.get("column") is None:
        here.page.add(here.place, FaultCode.MISSING_KEY, key="column")
    column = _column(here, "column", _fact(here, Table), Options)
    if isinstance(column, Options):
        _check_levels_of_rows(here, place, column.codes, codes)


def _check_levels_of_rows(
    here: _Place, place: str, options: frozenset[str], levels: Mapping[str, str]
) -> None:
    for option in sorted(options - levels.keys()):
        here.page.add(place, FaultCode.OPTION_WITHOUT_LEVEL, option=option)
    for level in sorted(levels.keys() - options):
        here.page.add(levels[level], FaultCode.LEVEL_UNREACHABLE)


def _column(here: _Place, key: str, table: Domain | None, *kinds: type[Domain]) -> Domain | None:
    name = here.page.text(here.node, key, here.place)
    if name is None or not isinstance(table, Table):
        return None
    domain = table.columns.get(name)
    if domain is None or not isinstance(domain, kinds):
        here.page.add(at(here.place, key), FaultCode.COLUMN_UNKNOWN, name=name[:60])
        return None
    return domain


def _matrix(here: _Place) -> None:
    page, node, place = here.page, here.node, here.place
    for key in ("max_units", "max_points"):
        page.number(node, key, place, least=ZERO, integers=True)
    table = page.mapping(node.get("table", {}), at(place, "table"))
    read = {row: page.mapping(cells, f"{place}.table.{row}") for row, cells in table.items()}
    for row, cells in read.items():
        for column in cells:
            page.number(cells, column, f"{place}.table.{row}")
    fact = _fact(here, Table)
    rows = _column(here, "row", fact, Options)
    columns = _column(here, "column", fact, Options)
    if isinstance(rows, Options) and isinstance(columns, Options):
        for row in sorted(rows.codes):
            for column in sorted(columns.codes - read.get(row, {}).keys()):
                page.add(at(place, "table"), FaultCode.CELL_MISSING, row=row, column=column)


def _formula(here: _Place) -> None:
    constants = read_constants(here.page, here.node, here.place, here.facts)
    place = at(here.place, "expression")
    if here.node.get("expression") is not None:
        written = here.node["expression"]
        check_formula(here.page, written, place, here.facts, here.asked.fields, constants)


KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], Callable[[_Place], None]]] = {
    "levels": (("levels",), ("fact",), _levels),
    "score": (("min", "max", "step"), (), _score),
    "bands": (("fact", "bands"), (), _bands),
    "per_unit": (("fact", "points"), ("per", "max_units", "max_points", "column"), _per_unit),
    "matrix": (("fact", "row", "column", "table"), ("max_units", "max_points"), _matrix),
    "coefficient": (("of", "fact", "bands"), (), _coefficient),
    "formula": (("expression",), ("constants",), _formula),
}
