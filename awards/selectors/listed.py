"""The applications of a proposal, one by one: what each would get."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from awards.models import DecisionKind, Proposal
from awards.selectors.differences import changed_numbers
from grants.core import application_stages
from grants.models import Application
from grants.selectors.requests.hearing import with_hearings
from scoring.core.run.run_rows import Outcome
from scoring.models import AllocationRun, RankedApplication
from scoring.selectors.runs.results import amount_of, outcome_in

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """One application with the decision that follows; money in cents. A dismissed one is in no
    computation.
    """

    number: str
    applicant: str
    lot: str
    outcome: Outcome | None = None
    place: int | None = None
    total: str | None = None
    requested: int | None = None
    amount: int | None = None

    @property
    def kind(self) -> DecisionKind:
        if self.outcome is None:
            return DecisionKind.DISMISSED
        if not self.amount:
            return DecisionKind.REFUSED
        is_whole = self.amount == self.requested
        return DecisionKind.GRANTED if is_whole else DecisionKind.PARTLY_GRANTED


def listed_in(allocation: AllocationRun, page: str | None) -> tuple[Page[Any], Sequence[Listed]]:
    """A page of the ranked applications in the order of the lots; on the last page the dismissed
    ones too.
    """
    rows = RankedApplication.objects.filter(run=allocation.ranking_id)
    chosen = rows.select_related("application", "allocated").order_by("lot", "position")
    large = ("row", "application__answers", "application__sealed", "application__wrapped_key")
    found = Paginator(chosen.defer(*large, "allocated__steps"), ON_A_PAGE).get_page(page)
    listed = [_ranked(allocation, row) for row in found]
    if not found.has_next():
        listed += _dismissed(allocation.ranking.call_id)
    return found, listed


def decided_by(proposal: Proposal) -> QuerySet[Application]:
    """Those on which a decision follows once it is signed: of a replay those that it changes."""
    rows = Application.objects.filter(call=proposal.call_id)
    corrected = proposal.allocation.ranking.corrects
    if corrected is None:
        return rows.filter(state__in=application_stages.AWAITING_DECISION)
    return rows.filter(number__in=changed_numbers(corrected, proposal.allocation))


def application_decided_by(proposal: Proposal, number: str) -> Application | None:
    """One of them, with all that its decision says; None where nothing is decided on it."""
    rows = with_hearings(decided_by(proposal)).prefetch_related("decisions")
    related = ("lot", "organisation", "completeness_check")
    return rows.select_related(*related).filter(number=number).first()


def _ranked(allocation: AllocationRun, row: RankedApplication) -> Listed:
    amount = amount_of(row)
    return Listed(
        number=row.application.number,
        applicant=_name(row.application.applicant),
        lot=row.lot,
        outcome=outcome_in(allocation, row),
        place=row.place,
        total=row.total or None,
        requested=row.application.requested_cents or 0,
        amount=amount.amount_cents if amount is not None else 0,
    )


def _dismissed(call: int) -> list[Listed]:
    rows = Application.objects.filter(call=call, state__in=application_stages.DISMISSED)
    found = rows.order_by("number").values_list("number", "applicant", "lot__code")
    return [Listed(number, _name(applicant), lot) for number, applicant, lot in found]


def _name(applicant: Mapping[str, Any] | None) -> str:
    return str((applicant or {}).get("name", ""))
