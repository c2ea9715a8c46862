"""Awards of past years as imported lists have them; what is not said there is not said here."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from grants.models import Funder
from reports.models import HistoricAward, HistoricImport, ImportState

_FIGURES: dict[str, Any] = {
    "rows": Count("pk"),
    "requested": Sum("requested_cents"),
    "awarded": Sum("awarded_cents"),
    "with_requested": Count("requested_cents"),
    "with_awarded": Count("awarded_cents"),
}


@dataclass(frozen=True, slots=True)
class PastSums:
    """`requested` and `awarded` in cents, over the rows that have such an amount."""

    rows: int
    requested: int
    awarded: int
    with_requested: int
    with_awarded: int


def past_awards() -> QuerySet[HistoricAward]:
    """All rows of the lists that stand in the register."""
    return HistoricAward.objects.filter(batch__state=ImportState.IMPORTED)


def with_sources(awards: QuerySet[HistoricAward]) -> QuerySet[HistoricAward]:
    """All that a line shows, in one query, the newest year first and the lists in their order."""
    found = awards.select_related("batch", "funder").defer("batch__table", "batch__mapping")
    return found.order_by("-year", "funder", "batch", "row")


def sources() -> QuerySet[HistoricImport]:
    """The imported lists, the newest first."""
    rows = HistoricImport.objects.filter(state=ImportState.IMPORTED).select_related("funder")
    return rows.defer("table", "mapping").order_by("-imported_at", "-pk")


def past_sums(awards: QuerySet[HistoricAward]) -> PastSums:
    return _sums(awards.order_by().aggregate(**_FIGURES))


def past_sums_by(awards: QuerySet[HistoricAward], field: str) -> list[tuple[Any, PastSums]]:
    """(value, sums) for each value of `field`: theme, kind or year."""
    rows = awards.order_by().values(field).annotate(**_FIGURES).order_by(field)
    return [(row.pop(field), _sums(row)) for row in rows]


def past_options() -> dict[str, list[tuple[Any, int]]]:
    """For each facet its values with the number of rows, over the whole register of the past."""
    found = {}
    for field in ("funder__code", "year", "kind", "theme"):
        rows = past_awards().order_by().values_list(field).annotate(rows=Count("pk"))
        found[field] = sorted(rows)
    return found


def funders_with_past() -> QuerySet[Funder]:
    return Funder.objects.filter(historic_imports__state=ImportState.IMPORTED).distinct()


def meanings_of(awards: QuerySet[HistoricAward]) -> list[str]:
    """What the second amount is in these rows; more than one where lists differ."""
    rows = awards.order_by().values_list("batch__amount_meaning", flat=True).distinct()
    return sorted(rows)


def past_awards_of(registration_number: str) -> QuerySet[HistoricAward]:
    """Rows that name this registration number; none for an empty one."""
    if not registration_number:
        return HistoricAward.objects.none()
    return past_awards().filter(organisation_number=registration_number)


def _sums(row: dict[str, Any]) -> PastSums:
    return PastSums(**{name: int(value or 0) for name, value in row.items()})
