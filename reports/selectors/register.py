"""The register: every amount granted by a decision whose results are published.

A recipient has the name that stood in the application; an organisation that was renamed since has
its newest name from there, and is found under each.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils import timezone

from applicants.models import Organisation
from awards.models import Decision
from grants.core import call_stages
from grants.models import Call, Funder, Lot, LotKind

READ_AT_ONCE = 500
OPERATIONAL = Q(application__lot__kind=LotKind.OPERATIONAL)
PROJECT = Q(application__lot__kind=LotKind.PROJECT)


@dataclass(frozen=True, slots=True)
class CallSums:
    """What was granted in one call, in cents; `code` and `funder` are codes."""

    code: str
    funder: str
    year: int
    operational: int
    project: int
    operational_awards: int
    awards: int
    recipients: int

    @property
    def project_awards(self) -> int:
        return self.awards - self.operational_awards


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


def published_awards(funder: Funder | None = None) -> QuerySet[Any]:
    """One row an award, of one funder or of all; its year is that of the publication of results.

    The calls are few and asked for first. So each award has its year as a plain number: the
    database neither seeks the call of each, nor computes the year of each (SQLite would call back
    into Python for it).
    """
    published = Call.objects.filter(
        results_published_at__isnull=False, state__in=call_stages.PUBLIC
    ).order_by()
    if funder is not None:
        published = published.filter(funder=funder)
    years: dict[int, list[int]] = {}
    for key, moment in published.values_list("pk", "results_published_at"):
        years.setdefault(timezone.localtime(moment).year, []).append(key)
    return (
        Decision.objects.in_force()
        .filter(amount_cents__gt=0, call__in=[key for keys in years.values() for key in keys])
        .annotate(
            year=Case(
                *(When(call__in=keys, then=year) for year, keys in sorted(years.items())),
                output_field=IntegerField(),
            ),
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


def with_number(awards: QuerySet[Any], number: str) -> set[int]:
    """The keys of the organisations with this registration or tax number in an application."""
    sent = KeyTextTransform("tax_number", "application__applicant")
    tax_number = Coalesce(sent, Value(""), output_field=CharField())
    rows = awards.order_by().alias(tax_number=tax_number)
    found = rows.filter(Q(registration_number=number) | Q(tax_number=number))
    return {*found.values_list("application__organisation", flat=True)}


class AwardRow(NamedTuple):
    """What a file says of one award; money in cents, `entry` is its place in the ledger."""

    lot: Lot
    number: str
    recipient: str
    registration_number: str
    title: str
    requested: int
    amount: int
    entry: int


def award_rows(awards: QuerySet[Any]) -> Iterator[AwardRow]:
    """In the order of the awards: however many there are, few are in memory.

    The lots with their calls are few, so none is read again for each of its awards.
    """
    rows = awards.values_list(
        "application__lot",
        "application__number",
        "recipient",
        "registration_number",
        "application__title",
        "requested_cents",
        "amount_cents",
        "entry__seq",
    ).iterator(chunk_size=READ_AT_ONCE)
    lots: dict[int, Lot] = {}
    while some := list(islice(rows, READ_AT_ONCE)):
        unread = {key for key, *_row in some} - lots.keys()
        if unread:
            lots |= Lot.objects.select_related("call").defer("call__content").in_bulk(unread)
        for key, *row in some:
            yield AwardRow(lots[key], *row)


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


def with_newest_names(
    recipients: Iterable[dict[str, Any]], funder: Funder | None = None
) -> list[dict[str, Any]]:
    """The same with the newest name of each as `name`, as the funder was told it."""
    rows = list(recipients)
    awards = published_awards(funder).filter(
        application__organisation__in=[row["pk_of"] for row in rows]
    )
    oldest_first = awards.order_by("call__results_published_at", "pk")
    names = dict(oldest_first.values_list("application__organisation", "recipient"))
    return [{**row, "name": names[row["pk_of"]]} for row in rows]


def by_call(awards: QuerySet[Any]) -> list[CallSums]:
    """In order of code; one query."""
    rows = (
        awards.order_by("call__code")
        .values("year", code=F("call__code"), funder=F("call__funder__code"))
        .annotate(
            operational=Sum("amount_cents", filter=OPERATIONAL, default=0),
            project=Sum("amount_cents", filter=PROJECT, default=0),
            operational_awards=Count("pk", filter=OPERATIONAL),
            awards=Count("pk"),
            recipients=Count("application__organisation", distinct=True),
        )
    )
    return [CallSums(**row) for row in rows]


def by_year(awards: QuerySet[Any], calls: Sequence[CallSums]) -> list[YearSums]:
    """Oldest first, of the same awards `by_call`.

    Who has an award of two calls of a year is one recipient: only then they are counted again.
    """
    years: dict[int, list[CallSums]] = {}
    for call in calls:
        years.setdefault(call.year, []).append(call)
    several = [year for year, found in years.items() if len(found) > 1]
    recipients = {year: found[0].recipients for year, found in years.items()}
    if several:
        again = awards.filter(year__in=several).order_by().values_list("year")
        recipients |= dict(again.annotate(count=Count("application__organisation", distinct=True)))
    return [
        YearSums(
            year=year,
            operational=sum(call.operational for call in found),
            project=sum(call.project for call in found),
            recipients=recipients[year],
            awards=sum(call.awards for call in found),
        )
        for year, found in sorted(years.items())
    ]


def recipients_in(awards: QuerySet[Any], calls: Sequence[CallSums]) -> int:
    """How many organisations have one of the awards; those of one call are counted already."""
    if len(calls) < 2:
        return sum(call.recipients for call in calls)
    return awards.order_by().aggregate(count=Count("application__organisation", distinct=True))[
        "count"
    ]


def years_of_recipients(
    organisations: Iterable[int], funder: Funder | None = None
) -> dict[int, dict[int, int]]:
    """organisation → year → cents, for the small drawings of one page."""
    rows = (
        published_awards(funder)
        .filter(application__organisation__in=list(organisations))
        .order_by()
        .values_list("application__organisation", "year")
        .annotate(sum=Sum("amount_cents"))
    )
    found: dict[int, dict[int, int]] = {}
    for organisation, year, cents in rows:
        found.setdefault(organisation, {})[year] = cents
    return found


def largest_recipients(
    awards: QuerySet[Any], funder: Funder | None = None, most: int = 10
) -> list[dict[str, Any]]:
    rows = recipients_of(awards).order_by("-total", "pk_of")
    return with_newest_names(rows[:most], funder)


def calls_with_awards() -> QuerySet[Call]:
    """For each call one award is looked for, not all of them."""
    return Call.objects.filter(Exists(published_awards().filter(call=OuterRef("pk")))).order_by()


def funders_with_awards() -> QuerySet[Funder]:
    return Funder.objects.filter(pk__in=calls_with_awards().values("funder"))


def organisations_with_awards(funder: Funder | None = None) -> QuerySet[Organisation]:
    """Only these have a public page."""
    ids = published_awards(funder).order_by().values("application__organisation")
    return Organisation.objects.filter(pk__in=ids)


def awards_of(organisation: Organisation, funder: Funder | None = None) -> QuerySet[Any]:
    """Of one organisation, the newest first."""
    rows = with_names(published_awards(funder).filter(application__organisation=organisation))
    return rows.order_by("-call__results_published_at", "application__number")
