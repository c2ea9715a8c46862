"""Awards of past years as imported lists have them; what is not said there is not said here."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce

from accounts.core.identity_number import identity_number
from grants.models import Funder
from reports.models import HistoricAward, HistoricImport, HistoricSum, ImportState

PER_PAGE = 50
# From the rows of the lists, and from the sums that are kept of them.
_OF_ROWS: dict[str, Any] = {
    "rows": Count("pk"),
    "requested": Sum("requested_cents"),
    "awarded": Sum("awarded_cents"),
    "with_requested": Count("requested_cents"),
    "with_awarded": Count("awarded_cents"),
}
_OF_SUMS: dict[str, Any] = {
    "rows": Sum("lines"),
    "requested": Sum("requested_cents"),
    "awarded": Sum("awarded_cents"),
    "with_requested": Sum("lines_requested"),
    "with_awarded": Sum("lines_awarded"),
}


@dataclass(frozen=True, slots=True)
class PastSums:
    """`requested` and `awarded` in cents, over the rows that have such an amount."""

    rows: int = 0
    requested: int = 0
    awarded: int = 0
    with_requested: int = 0
    with_awarded: int = 0


@dataclass(frozen=True, slots=True)
class PastGroup:
    """Rows with the same year, kind and theme, whose amount means the same."""

    year: int
    kind: str
    theme: str
    meaning: str
    sums: PastSums


def past_awards() -> QuerySet[HistoricAward]:
    """All rows of the lists that stand in the register; an undone list has none."""
    return HistoricAward.objects.all()


def kept_sums() -> QuerySet[HistoricSum]:
    """The sums of the same rows, by list, year, kind and theme."""
    return HistoricSum.objects.all()


def with_sources(awards: QuerySet[HistoricAward]) -> QuerySet[HistoricAward]:
    """All that a line shows, in one query, the newest year first and the lists in their order."""
    found = awards.select_related("batch", "funder").defer("batch__table", "batch__mapping")
    return found.order_by("-year", "funder_id", "batch_id", "row")


def one_page(awards: QuerySet[HistoricAward], count: int, number: str | None) -> Page[Any]:
    """A page of rows in the order of the register. It is found by keys alone, which stand in an
    index; only its own rows are read. `count` is that of all, known from their sums.
    """
    paginator = Paginator(with_sources(awards).values_list("pk", flat=True), PER_PAGE)
    paginator.count = count
    page: Page[Any] = paginator.get_page(number)
    page.object_list = list(with_sources(awards.model.objects.filter(pk__in=list(page))))
    return page


def sources(funder: Funder | None = None) -> QuerySet[HistoricImport]:
    """The imported lists, the newest first; of one funder or of all."""
    rows = HistoricImport.objects.filter(state=ImportState.IMPORTED).select_related("funder")
    rows = rows.filter(funder=funder) if funder else rows
    return rows.defer("table", "mapping").order_by("-imported_at", "-pk")


def past_groups(rows: QuerySet[Any]) -> list[PastGroup]:
    """Of past awards, or of the sums that are kept of them: all that is summed up, asked once."""
    keys = ("year", "kind", "theme", "batch__amount_meaning")
    found = rows.order_by().values_list(*keys)
    figures = _OF_SUMS if rows.model is HistoricSum else _OF_ROWS
    return [
        PastGroup(year, kind, theme, meaning, PastSums(*(int(figure or 0) for figure in rest)))
        for year, kind, theme, meaning, *rest in found.annotate(**figures).order_by(*keys)
    ]


def past_sums(groups: Iterable[PastGroup]) -> PastSums:
    """Of all of them together."""
    columns = zip(*(astuple(one.sums) for one in groups), strict=True)
    return PastSums(*map(sum, columns))


def past_sums_by(groups: Iterable[PastGroup], field: str) -> list[tuple[Any, PastSums]]:
    """(value, sums) for each value of `field`: theme, kind or year."""
    value = attrgetter(field)
    return [(key, past_sums(part)) for key, part in groupby(sorted(groups, key=value), key=value)]


def counted_sums(batch: HistoricImport) -> list[dict[str, Any]]:
    """The columns of `HistoricSum` but the list itself, counted from its rows."""
    rows = batch.awards.order_by().values("year", "kind", "theme")
    found = rows.annotate(
        lines=Count("pk"),
        requested=Coalesce(Sum("requested_cents"), 0),
        awarded=Coalesce(Sum("awarded_cents"), 0),
        lines_requested=Count("requested_cents"),
        lines_awarded=Count("awarded_cents"),
    )
    return [
        {
            **{name: row[name] for name in ("year", "kind", "theme", "lines")},
            "requested_cents": row["requested"],
            "awarded_cents": row["awarded"],
            **{name: row[name] for name in ("lines_requested", "lines_awarded")},
        }
        for row in found.order_by("year", "kind", "theme")
    ]


def counted_names(batch: HistoricImport) -> list[str]:
    """The recipients of a list, folded, each once."""
    rows = batch.awards.order_by().exclude(organisation_folded="")
    return sorted(rows.values_list("organisation_folded", flat=True).distinct())


def past_options(funder: Funder | None = None) -> dict[str, list[tuple[Any, int]]]:
    """For each facet its values with the number of rows, over the whole register of the past."""
    found = {}
    kept = kept_sums().filter(funder=funder) if funder else kept_sums()
    for field in ("funder__code", "year", "kind", "theme"):
        rows = kept.order_by().values_list(field).annotate(count=Sum("lines"))
        found[field] = sorted(rows)
    return found


def funders_with_past() -> QuerySet[Funder]:
    return Funder.objects.filter(historic_imports__state=ImportState.IMPORTED).distinct()


def meanings_of(groups: Iterable[PastGroup]) -> list[str]:
    """What the second amount is in these rows; more than one where lists differ."""
    return sorted({one.meaning for one in groups})


def past_awards_of(
    registration_number: str, funder: Funder | None = None
) -> QuerySet[HistoricAward]:
    """Rows that name this registration number; none for an empty one."""
    if not registration_number:
        return HistoricAward.objects.none()
    rows = past_awards().filter(funder=funder) if funder else past_awards()
    return rows.filter(organisation_identity=identity_number(registration_number))
