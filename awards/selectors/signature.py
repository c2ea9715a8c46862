"""What an approver signs, in sums, and what changed since the proposal that was returned."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from audit.core import canonical
from awards.models import Proposal, ProposalState
from callfile.numbers.money import cents
from grants.core import application_stages
from grants.models import Application, Call
from scoring.models import AllocationRun, RankedApplication
from scoring.selectors.evaluation import COUNTED_STATES
from scoring.selectors.results import money_in

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


@dataclass(frozen=True, slots=True)
class Difference:
    """One application whose points or amount are other than before; facts: code → (old, new)."""

    number: str
    lot: str
    applicant: str
    points: tuple[str | None, str | None]
    amounts: tuple[int, int]
    facts: Mapping[str, tuple[object, object]]

    @property
    def change(self) -> int:
        return self.amounts[1] - self.amounts[0]


def signature_of(call: Call, allocation: AllocationRun) -> Signature:
    """Three queries, however many applications there are: the sums were frozen with the run."""
    counted = call.applications.filter(state__in=COUNTED_STATES).order_by()
    sums = {
        row["lot__code"]: row
        for row in counted.values("lot__code").annotate(
            decisions=Count("pk"), requested=Sum("requested_cents")
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
        decisions=sums.get("decisions", 0),
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


def differences(before: Proposal, after: Proposal) -> list[Difference]:
    """Applications whose points or amount changed, in the order of the newer ranking."""
    if before.allocation_id == after.allocation_id:
        return []
    old, new = _standing(before), _standing(after)
    facts_before, facts_after = _facts(before), _facts(after)
    changed = [number for number in new if old.get(number, new[number])[1:] != new[number][1:]]
    names = _names(after, changed)
    return [
        Difference(
            number=number,
            lot=new[number][0],
            applicant=names.get(number, ""),
            points=(old.get(number, new[number])[1], new[number][1]),
            amounts=(old.get(number, new[number])[2], new[number][2]),
            facts=dict(_changed(facts_before.get(number, {}), facts_after.get(number, {}))),
        )
        for number in changed
    ]


def _standing(proposal: Proposal) -> dict[str, tuple[str, str | None, int]]:
    rows = RankedApplication.objects.filter(run=proposal.allocation.ranking_id)
    columns = ("application__number", "lot", "total", "allocated__amount_cents")
    return {
        number: (lot, total or None, amount or 0)
        for number, lot, total, amount in rows.values_list(*columns)
    }


def _facts(proposal: Proposal) -> dict[str, Json]:
    evaluation = canonical.loads(proposal.allocation.ranking.evaluation)
    if not isinstance(evaluation, dict):
        return {}
    return {row["number"]: row["facts"] for row in evaluation["applications"]}


def _changed(old: Json, new: Json) -> Iterator[tuple[str, tuple[object, object]]]:
    for code in sorted({*old, *new}):
        if old.get(code) != new.get(code):
            yield code, (old.get(code), new.get(code))


def _names(proposal: Proposal, numbers: list[str]) -> dict[str, str]:
    rows = Application.objects.filter(call_id=proposal.call_id, number__in=numbers)
    return {
        number: (applicant or {}).get("name", "")
        for number, applicant in rows.values_list("number", "applicant")
    }
