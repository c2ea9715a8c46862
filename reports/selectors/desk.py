"""What waits for one person over all calls: as officer, in committees, as approver, as reader."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from accounts.models import Role, User
from accounts.permissions import granted_for_call
from awards.models import Proposal
from awards.permissions import sign_proposal
from awards.selectors.signatories import calls_to_sign
from awards.selectors.signed import newest_signed, waiting_for_signature
from grants.core import application_stages, call_stages
from grants.models import Application, Call
from grants.permissions import STAFF_ROLES, kept_out_of_call
from reports.selectors.call_facts import CallFacts, facts_of
from reports.selectors.next_act import Act, NextAct, next_act
from scoring.models import CommitteeMember, CommitteeRole, ConflictDeclaration, ScoreSheet
from scoring.permissions import sit_in_committee
from scoring.selectors.committee.recusals import lots_of_members
from scoring.selectors.due_sheets import due_sheets
from scoring.selectors.meetings.adopted import standings_of, waiting_for_signer

# A desk shows what is in work; ended calls are found by their year further down.
MOST_ENDED = 10


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call with its facts and its next act."""

    call: Call
    facts: CallFacts
    next: NextAct


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat of the person, with what waits for exactly this person."""

    member: CommitteeMember
    to_declare: int = 0
    to_lock: int = 0
    # Minutes that the person has neither signed off nor refused.
    to_sign: int = 0
    # What was voted on does not hold.
    is_again: bool = False

    @property
    def call(self) -> Call:
        return self.member.committee.call

    @property
    def is_revealed(self) -> bool:
        return self.member.committee.revealed_at is not None


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that a person has; None for a part that is not theirs."""

    running: Sequence[CallRow] | None = None
    ended: Sequence[CallRow] = field(default_factory=tuple)
    seats: Sequence[SeatRow] | None = None
    to_sign: Sequence[Proposal] | None = None
    # The approved proposals whose decisions wait for the person.
    to_sign_decisions: Sequence[Proposal] = ()
    to_read: Sequence[CallRow] | None = None

    @property
    def is_empty(self) -> bool:
        """Of somebody whose roles and seats have ended."""
        return all(one is None for one in (self.running, self.seats, self.to_sign, self.to_read))


def desk_of_person(user: User, now: datetime) -> Desk:
    """One fixed set of queries, whatever the number of calls and applications."""
    roles = {grant.role for grant in user.scopes}
    own = _calls(user, Role.OFFICER) if Role.OFFICER in roles else []
    readers = tuple(role for role in STAFF_ROLES if role != Role.OFFICER)
    others = _calls(user, *readers) if roles & set(readers) else []
    read = [call for call in others if call.pk not in {one.pk for one in own}]
    rows = _rows([*own, *read], user, now)
    own_rows = [rows[call.pk] for call in own]
    seats = _seats(user)
    return Desk(
        running=[row for row in own_rows if row.call.state not in call_stages.ENDED]
        if Role.OFFICER in roles
        else None,
        ended=[row for row in own_rows if row.call.state in call_stages.ENDED][:MOST_ENDED],
        seats=seats or None,
        to_sign=list(_to_sign(user)) if roles & {Role.APPROVER, Role.SIGNATORY} else None,
        to_sign_decisions=[newest_signed(call) for call in calls_to_sign(user)]
        if Role.SIGNATORY in roles
        else (),
        to_read=[rows[call.pk] for call in read if call.state not in call_stages.DRAFTED]
        if roles & set(readers)
        else None,
    )


def _calls(user: User, *roles: Role) -> list[Call]:
    rows = Call.objects.filter(granted_for_call(user, *roles)).select_related("funder")
    return list(rows.order_by("-published_at", "-pk"))


def _rows(calls: Sequence[Call], user: User, now: datetime) -> dict[int, CallRow]:
    """Of a call that the person is kept out of the row says only that."""
    facts = facts_of(calls)
    closed = set(kept_out_of_call.queryset(user).filter(pk__in=facts).values_list("pk", flat=True))
    return {
        call.pk: CallRow(call, CallFacts(call), NextAct(Act.STEP_OUT))
        if call.pk in closed
        else CallRow(call, facts[call.pk], next_act(facts[call.pk], now))
        for call in calls
    }


def _to_sign(user: User) -> QuerySet[Proposal]:
    waiting = waiting_for_signature(sign_proposal.queryset(user))
    return waiting.select_related("call").order_by("proposed_at")


def _seats(user: User) -> list[SeatRow]:
    calls = sit_in_committee.queryset(user).exclude(state__in=call_stages.ENDED)
    members = list(
        CommitteeMember.objects.filter(user=user, committee__call__in=calls)
        .select_related("committee__call", "user")
        .order_by("-committee__call__deadline_at", "pk")
    )
    if not members:
        return []
    declare, lock = _waiting_for(user, members)
    met = [one.committee.call_id for one in members if _meets(one)]
    standings = standings_of(met) if met else {}
    sign = Counter(one.call_id for one in waiting_for_signer(met, user)) if met else Counter[int]()
    return [
        SeatRow(
            one,
            declare[one.pk],
            lock[one.pk],
            sign[one.committee.call_id],
            one.committee.call_id in met and standings[one.committee.call_id].is_again,
        )
        for one in members
    ]


def _meets(member: CommitteeMember) -> bool:
    committee = member.committee
    return committee.call.state in call_stages.IN_SCORING and committee.revealed_at is not None


def _waiting_for(
    user: User, members: Sequence[CommitteeMember]
) -> tuple[Counter[int], Counter[int]]:
    """Applications to declare on, from the check on, and sheets to lock, by seat; after the reveal
    those that were opened again.
    """
    scoring = {
        one.committee.call_id: one
        for one in members
        if one.committee.call.state in call_stages.IN_CHECK | call_stages.IN_SCORING
        and one.role != CommitteeRole.SECRETARY
    }
    declare: Counter[int] = Counter()
    lock: Counter[int] = Counter()
    if not scoring:
        return declare, lock
    calls = [
        one.committee.call
        for one in scoring.values()
        if one.committee.call.state in call_stages.IN_SCORING
    ]
    seats = {one.pk for one in scoring.values()}
    due = due_sheets(calls)
    applied = [lot for lot, members in lots_of_members(scoring).items() if members & seats]
    said = ConflictDeclaration.objects.filter(application=OuterRef("pk"), user=user)
    # Whoever has given no statement by the reveal judges nothing any more.
    hidden = [call for call, one in scoring.items() if one.committee.revealed_at is None]
    asked = Application.objects.filter(call__in=hidden, state__in=application_stages.JUDGED)
    for call, number in _counted(asked.filter(~Exists(said)).exclude(lot__in=applied)):
        declare[scoring[call].pk] += number
    mine = [pk for pk, lot in due.lots.items() if scoring[lot.call].pk in lot.members]
    sheets = ScoreSheet.objects.filter(application=OuterRef("pk"), member__in=seats)
    is_locked = Exists(sheets.filter(locked_at__isnull=False))
    for call, number in _counted(due.usual.filter(~is_locked, lot__in=mine)):
        lock[scoring[call].pk] += number
    locked = due.locked_special()
    for one in due.special:
        member = scoring[one.due.call].pk
        lock[member] += member in one.due.members and (one.application, member) not in locked
    return declare, lock


def _counted(rows: QuerySet[Application]) -> QuerySet[Application, tuple[int, int]]:
    """Call and number of its applications."""
    return rows.order_by().values_list("call_id").annotate(number=Count("pk"))
