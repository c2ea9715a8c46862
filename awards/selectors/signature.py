"""What an approver signs, in sums, and what changed since the proposal that was returned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from awards.models import Proposal, ProposalState
from callfile.numbers.money import cents
from grants.core import application_stages
from grants.models import Call
from scoring.models import AllocationRun
from scoring.selectors.runs.evaluation import COUNTED_STATES
from scoring.selectors.runs.results import money_in

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LotSums:
    """One lot; money in cents."""

    code: str
    title: Mapping[str, str]
    decisions: int
    recipients: int
    requested: int
    available: int
    allocated: int
    received: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Signature:
    """Everything of one allocation."""

    lots: tuple[LotSums, ...]
    dismissed: tuple[str, ...]

    @property
    def decisions(self) -> int:
        return sum(lot.decisions for lot in self.lots) + len(self.dismissed)

    @property
    def recipients(self) -> int:
        return sum(lot.recipients for lot in self.lots)

    @property
    def requested(self) -> int:
        return sum(lot.requested for lot in self.lots)

    @property
    def available(self) -> int:
        return sum(lot.available for lot in self.lots)

    @property
    def allocated(self) -> int:
        return sum(lot.allocated for lot in self.lots)


def signature_of(call: Call, allocation: AllocationRun) -> Signature:
    """Three queries, however many applications there are: the sums were frozen with the run."""
    counted = call.applications.filter(state__in=COUNTED_STATES).order_by()
    sums = {
        row["lot__code"]: row
        for row in counted.values("lot__code").annotate(
            counted=Count("pk"), requested=Sum("requested_cents")
        )
    }
    dismissed = call.applications.filter(state__in=application_stages.DISMISSED).order_by("number")
    return Signature(
        lots=tuple(
            _lot(lot.code, lot.title, sums.get(lot.code, {}), money)
            for lot in call.lots.filter(is_leaf=True)
            if (money := money_in(allocation, lot.code)) is not None
        ),
        dismissed=tuple(dismissed.values_list("number", flat=True)),
    )


def _lot(code: str, title: Mapping[str, str], sums: Json, money: Json) -> LotSums:
    return LotSums(
        code=code,
        title=title,
        decisions=sums.get("counted", 0),
        recipients=money["recipients"],
        requested=sums.get("requested") or 0,
        available=cents(money["available"]) or 0,
        allocated=cents(money["spent"]) or 0,
        received={giver: cents(text) or 0 for giver, text in money["received"].items()},
    )


def previous_of(proposal: Proposal) -> Proposal | None:
    """The last one that was returned before this."""
    rows = Proposal.objects.filter(
        call_id=proposal.call_id, number__lt=proposal.number, state=ProposalState.RETURNED
    )
    return rows.select_related("allocation__ranking", "closed_by").order_by("-number").first()
