"""The newest computation as the committee reads it: without what is closed to the reader."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from accounts.models import User
from grants.exclusion import excluded
from grants.models import Call
from scoring.models import AllocationRun, RankedApplication
from scoring.selectors.runs.ranking import runs_of
from scoring.selectors.runs.results import money_in

ON_A_PAGE = 100


@dataclass(frozen=True)
class CommitteeRanking:
    """`lots` are [(code, title, spent, budget)] in cents; empty for whoever is kept out of an
    application, because a sum gives away what is left out.
    """

    allocation: AllocationRun
    page: Page[Any]
    lots: list[dict[str, Any]]
    hidden: int


def hidden_from(call: Call, user: User) -> set[str]:
    """Numbers of the applications from which this person is kept out."""
    rows = call.applications.filter(excluded(user)).exclude(number=None)
    return set(rows.order_by().values_list("number", flat=True))


def committee_ranking(call: Call, user: User, page: str | None) -> CommitteeRanking | None:
    """None before the amounts are computed."""
    allocation = runs_of(call).allocation
    if allocation is None:
        return None
    hidden = hidden_from(call, user)
    rows = RankedApplication.objects.filter(run=allocation.ranking_id)
    rows = rows.exclude(application__number__in=hidden)
    chosen = rows.select_related("application", "allocated").order_by("lot", "position")
    large = ("row", "application__answers", "application__sealed", "application__wrapped_key")
    return CommitteeRanking(
        allocation=allocation,
        page=Paginator(chosen.defer(*large, "allocated__steps"), ON_A_PAGE).get_page(page),
        lots=[] if hidden else _lots(call, allocation),
        hidden=len(hidden),
    )


def _lots(call: Call, allocation: AllocationRun) -> list[dict[str, Any]]:
    found = []
    for lot in call.file.leaves:
        money = money_in(allocation, lot.code)
        if money is not None:
            found.append({"lot": lot, "spent": money["spent"], "budget": money["budget"]})
    return found
