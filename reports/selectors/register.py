"""The register: every amount granted by a decision whose results are published.

A recipient has the name that stood in the application; an organisation that was renamed since has
its newest name from there, and is found under each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, ExtractYear

from applicants.models import Organisation
from awards.models import Decision
from grants.core import call_stages
from grants.models import Funder, LotKind

OPERATIONAL = Q(application__lot__kind=LotKind.OPERATIONAL)
PROJECT = Q(application__lot__kind=LotKind.PROJECT)


@dataclass(frozen=True, slots=True)
class YearSums:
    """What was granted in one year, in cents."""

    year: int
    operational: int
    project: int
    recipients: int = 0
    awards: int = 0

    @property
    def total(self) -> int:
        return self.operational + self.project


def published_awards() -> QuerySet[Any]:
    """One row an award; the year is that in which the results were published."""
    return (
        Decision.objects.in_force()
        .filter(
            amount_cents__gt=0,
            call__results_published_at__isnull=False,
            call__state__in=call_stages.PUBLIC,
        )
        .annotate(
            year=ExtractYear("call__results_published_at"),
            recipient=Coalesce(
                KeyTextTransform("name", "application__applicant"),
                "application__organisation__name",
                output_field=CharField(),
            ),
            registration_number=Coalesce(
                KeyTextTransform("registration_number", "application__applicant"),
                "application__organisation__registration_number",
                output_field=CharField(),
            ),
        )
        .defer("content")
    )


def with_names(awards: QuerySet[Any]) -> QuerySet[Any]:
    """All that a line of the register shows, in one query."""
    return (
        awards.select_related("application__organisation", "application__lot", "call", "entry")
        .defer("call__content", "content", "application__answers", "application__sealed")
        .annotate(call_title=F("call__content__title"))
    )


def recipients_of(awards: QuerySet[Any]) -> QuerySet[Any, Any]:
    """Sums by organisation, to be ordered and paged; the names come `with_newest_names`."""
    return awards.values(pk_of=F("application__organisation")).annotate(
        operational=Sum("amount_cents", filter=OPERATIONAL, default=0),
        project=Sum("amount_cents", filter=PROJECT, default=0),
        total=Sum("amount_cents"),
        awards=Count("pk"),
    )


def with_newest_names(recipients: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with the newest name of each as `name`."""
    rows = list(recipients)
    awards = published_awards().filter(application__organisation__in=[row["pk_of"] for row in rows])
    oldest_first = awards.order_by("call__results_published_at", "pk")
    names = dict(oldest_first.values_list("application__organisation", "recipient"))
    return [{**row, "name": names[row["pk_of"]]} for row in rows]


def sums_of(awards: QuerySet[Any]) -> dict[str, int]:
    found = awards.aggregate(
        total=Sum("amount_cents", default=0),
        operational=Sum("amount_cents", filter=OPERATIONAL, default=0),
        project=Sum("amount_cents", filter=PROJECT, default=0),
        recipients=Count("application__organisation", distinct=True),
        awards=Count("pk"),
    )
    return {key: int(value or 0) for key, value in found.items()}


def by_year(awards: QuerySet[Any]) -> list[YearSums]:
    """Oldest first."""
    rows = (
        awards.order_by()
        .values("year")
        .annotate(
            operational=Sum("amount_cents", filter=OPERATIONAL, default=0),
            project=Sum("amount_cents", filter=PROJECT, default=0),
            recipients=Count("application__organisation", distinct=True),
            awards=Count("pk"),
        )
    )
    return [YearSums(**row) for row in sorted(rows, key=lambda row: row["year"])]


def by_call_and_year(awards: QuerySet[Any]) -> list[dict[str, Any]]:
    """Rows of call code, year, operational and project cents."""
    rows = (
        awards.order_by("call__code")
        .values("year", code=F("call__code"))
        .annotate(
            operational=Sum("amount_cents", filter=OPERATIONAL, default=0),
            project=Sum("amount_cents", filter=PROJECT, default=0),
        )
    )
    return list(rows)


def years_of_recipients(organisations: Iterable[int]) -> dict[int, dict[int, int]]:
    """organisation → year → cents, for the small drawings of one page."""
    rows = (
        published_awards()
        .filter(application__organisation__in=list(organisations))
        .order_by()
        .values_list("application__organisation", "year")
        .annotate(sum=Sum("amount_cents"))
    )
    found: dict[int, dict[int, int]] = {}
    for organisation, year, cents in rows:
        found.setdefault(organisation, {})[year] = cents
    return found


def largest_recipients(awards: QuerySet[Any], most: int = 10) -> list[dict[str, Any]]:
    rows = recipients_of(awards).order_by("-total", "pk_of")
    return with_newest_names(rows[:most])


def funders_with_awards() -> QuerySet[Funder]:
    ids = published_awards().order_by().values("call__funder")
    return Funder.objects.filter(pk__in=ids)


def organisations_with_awards() -> QuerySet[Organisation]:
    """Only these have a public page."""
    ids = published_awards().order_by().values("application__organisation")
    return Organisation.objects.filter(pk__in=ids)


def awards_of(organisation: Organisation) -> QuerySet[Any]:
    """Of one organisation, the newest first."""
    rows = with_names(published_awards().filter(application__organisation=organisation))
    return rows.order_by("-call__results_published_at", "application__number")
