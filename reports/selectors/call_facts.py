"""What stands where in each call, counted: the ground of the next act and of every figure.

All calls of a list are counted together, so the queries grow neither with calls nor with
applications. Before the opening nothing but numbers of applications is read.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone

from awards.models import Decision, Proposal
from awards.selectors.signatories import calls_to_name
from grants.call_files.check import checked_of
from grants.core import application_stages, call_stages
from grants.models import Application, Call, Lot
from grants.selectors.calls.application_counts import ApplicationCounts
from grants.selectors.requests.hearing import unheard
from scoring.models import (
    SITS,
    Committee,
    CommitteeMember,
    CommitteeRole,
    OpeningSession,
    RankingRun,
)
from scoring.selectors.committee.recusals import declared_in_seats
from scoring.selectors.meetings.adopted import (
    ProposalStage,
    ProposalStanding,
    standings_of,
)
from scoring.selectors.sheets import SheetProgress, progress_of_calls

# The texts of a run: megabytes for a large call.
_RESULT = ("allocation__result", "allocation__summary")
_DECLARING = (CommitteeRole.CHAIR, CommitteeRole.MEMBER, CommitteeRole.SUBSTITUTE)
Numbered = TypeVar("Numbered", RankingRun, Proposal)


@dataclass(frozen=True, slots=True)
class CallFacts:
    """The facts of one call; `states` counts its applications by state, drafts left out."""

    call: Call
    states: Mapping[str, int] = field(default_factory=dict)
    requested_cents: int = 0
    budget_cents: int = 0
    faults: int = 0
    committee: Committee | None = None
    undeclared: int = 0
    # Complete, and the applicant was not heard to the end about what was found.
    unheard: int = 0
    conflicts: int = 0
    session: OpeningSession | None = None
    sheets: SheetProgress = field(default_factory=SheetProgress)
    ranking: RankingRun | None = None
    # How far the committee is with making the newest computation its proposal.
    standing: ProposalStanding = field(
        default_factory=lambda: ProposalStanding(ProposalStage.NOT_ADOPTED)
    )
    proposal: Proposal | None = None
    decisions: int = 0
    unsigned: int = 0
    # Several could sign the decisions that wait, and none of them is named.
    is_to_be_named: bool = False
    issued: int = 0
    last_issued_at: datetime | None = None
    awarded_cents: int = 0

    def count(self, *states: str) -> int:
        return self.applications.of(*states)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def applications(self) -> ApplicationCounts:
        return ApplicationCounts(self.states)

    @property
    def is_revealed(self) -> bool:
        return self.committee is not None and self.committee.revealed_at is not None

    @property
    def has_allocation(self) -> bool:
        return self.ranking is not None and hasattr(self.ranking, "allocation")

    @property
    def is_judged(self) -> bool:
        """Whether there is anything for the committee to propose."""
        return bool(self.count(*application_stages.TO_SCORE, *application_stages.SCORED))

    @property
    def is_returned(self) -> bool:
        """The newest allocation was put before the approver, who sent it back."""
        return (
            self.proposal is not None
            and self.ranking is not None
            and self.proposal.allocation.ranking_id == self.ranking.pk
        )


def facts_of(calls: Sequence[Call]) -> dict[int, CallFacts]:
    """By the call's key."""
    keys = [call.pk for call in calls]
    states, requested = _applications(keys)
    budgets = _sums(Lot.objects.filter(call__in=keys, parent=None), "budget_cents")
    committees = {row.call_id: row for row in Committee.objects.filter(call__in=keys)}
    opened = OpeningSession.objects.filter(call__in=keys).defer("opened")
    sessions = {row.call_id: row for row in opened}
    rankings = _newest(
        RankingRun.objects.binding()
        .filter(call__in=keys)
        .select_related("allocation")
        .defer("evaluation", "result", "summary", *_RESULT)
    )
    standings = standings_of(keys)
    proposals = _newest(
        Proposal.objects.filter(call__in=keys).select_related("allocation").defer(*_RESULT)
    )
    undeclared = _counts(_seats(keys).filter(role__in=_DECLARING, declared_at=None))
    heard = _unheard([call for call in calls if call.state in call_stages.IN_CHECK])
    conflicts = _counts_of_conflicts(keys)
    decisions = _decisions(keys)
    unnamed = _unnamed([call for call in calls if call.state in call_stages.TO_ISSUE])
    sheets = _sheets([call for call in calls if call.state in call_stages.IN_SCORING])
    return {
        call.pk: CallFacts(
            call=call,
            states=states[call.pk],
            requested_cents=requested[call.pk],
            budget_cents=budgets.get(call.pk, 0),
            faults=_faults(call),
            committee=committees.get(call.pk),
            # Without an application there is nothing to declare on.
            undeclared=undeclared.get(call.pk, 0) * _has_any(states[call.pk]),
            unheard=heard[call.pk],
            conflicts=conflicts.get(call.pk, 0),
            session=sessions.get(call.pk),
            sheets=sheets.get(call.pk, SheetProgress()),
            ranking=rankings.get(call.pk),
            standing=standings[call.pk],
            proposal=proposals.get(call.pk),
            is_to_be_named=call.pk in unnamed,
            **decisions.get(call.pk, {}),
        )
        for call in calls
    }


def _has_any(states: Counter[str]) -> bool:
    return not application_stages.JUDGED.isdisjoint(states)


def _faults(call: Call) -> int:
    """Only a draft can have any."""
    if call.state not in call_stages.DRAFTED:
        return 0
    return checked_of(call).errors


def _applications(keys: list[int]) -> tuple[dict[int, Counter[str]], Counter[int]]:
    states: dict[int, Counter[str]] = defaultdict(Counter)
    requested: Counter[int] = Counter()
    rows = Application.objects.filter(call__in=keys).exclude(state__in=application_stages.DRAFTED)
    counted = rows.order_by().values_list("call", "state")
    for call, state, number, cents in counted.annotate(
        number=Count("pk"), cents=Sum("requested_cents")
    ):
        states[call][state] = number
        requested[call] += cents or 0
    return states, requested


def _unheard(calls: Sequence[Call]) -> Counter[int]:
    """By the key of a call."""
    if not calls:
        return Counter()
    complete = Application.objects.filter(call__in=calls, state__in=application_stages.TO_SCORE)
    return Counter(row.call_id for row in unheard(complete, timezone.now()))


def _sums(rows: QuerySet[Any], column: str) -> dict[int, int]:
    found = rows.order_by().values_list("call").annotate(total=Sum(column))
    return {call: total or 0 for call, total in found}


def _newest(rows: QuerySet[Numbered]) -> dict[int, Numbered]:
    """The row with the highest number of each call."""
    return {row.call_id: row for row in rows.order_by("number")}


def _seats(keys: list[int]) -> QuerySet[CommitteeMember]:
    return CommitteeMember.objects.filter(SITS, committee__call__in=keys)


def _counts(rows: QuerySet[CommitteeMember]) -> dict[int, int]:
    return dict(rows.order_by().values_list("committee__call").annotate(number=Count("pk")))


def _counts_of_conflicts(keys: list[int]) -> dict[int, int]:
    rows = declared_in_seats(application__call__in=keys)
    return dict(rows.order_by().values_list("application__call").annotate(number=Count("pk")))


def _decisions(keys: list[int]) -> dict[int, dict[str, Any]]:
    rows = Decision.objects.newest().filter(call__in=keys).order_by().values_list("call")
    counted = rows.annotate(
        number=Count("pk"),
        unsigned=Count("pk", filter=Q(signature=None)),
        sent=Count("pk", filter=Q(issued_at__isnull=False)),
        cents=Sum("amount_cents"),
        last=Max("issued_at"),
    )
    return {
        call: {
            "decisions": number,
            "unsigned": unsigned,
            "issued": sent,
            "awarded_cents": cents or 0,
            "last_issued_at": last,
        }
        for call, number, unsigned, sent, cents, last in counted
    }


def _unnamed(calls: Sequence[Call]) -> set[int]:
    return calls_to_name(calls, timezone.localdate()) if calls else set()


def _sheets(calls: Sequence[Call]) -> dict[int, SheetProgress]:
    """Who is due to lock a sheet, and who has."""
    return progress_of_calls(calls) if calls else {}
