"""The fact that a criterion reads, and the columns of a table in it."""

from collections.abc import Mapping

from callfile.criteria.node import Place
from callfile.faults import FaultCode
from callfile.reach.checks import check_names
from callfile.reach.domains import Domain, TableDomain
from callfile.reading.inspection import SHOWN, at


def fact_of(here: Place, name: str, *kinds: type[Domain]) -> Domain | None:
    """What the named fact can be, if it is one of the right kind."""
    place = at(here.place, "fact")
    check_names(here.page, [name], place, here.facts, here.asked)
    if name in here.asked.optional and not here.guarded:
        here.page.add(place, FaultCode.FACT_OPTIONAL, name=name)
    domain = here.facts.get(name)
    if domain is not None and not isinstance(domain, kinds):
        here.page.add(place, FaultCode.FACT_KIND, name=name)
        return None
    return domain


def column_of(
    here: Place, key: str, name: str, table: Domain | None, *kinds: type[Domain]
) -> Domain | None:
    """What the column `name`, written under `key`, can hold, if it is of the right kind."""
    if not isinstance(table, TableDomain):
        return None
    domain = table.columns.get(name)
    if domain is None or not isinstance(domain, kinds):
        here.page.add(at(here.place, key), FaultCode.COLUMN_UNKNOWN, name=name[:SHOWN])
        return None
    return domain


def check_levels_of_options(
    here: Place, place: str, options: frozenset[str], levels: Mapping[str, str]
) -> None:
    """Every option has a level, and every level (code → place) an option."""
    for option in sorted(options - levels.keys()):
        here.page.add(place, FaultCode.OPTION_WITHOUT_LEVEL, option=option)
    for level in sorted(levels.keys() - options):
        here.page.add(levels[level], FaultCode.LEVEL_UNREACHABLE)
