"""Whether the committee has made the newest computation its proposal, and its minutes are signed.

The officer computes, the committee votes, those present sign the minutes off, and then the officer
sends the proposal to whoever signs it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from grants.core import application_stages
from grants.models import Call
from scoring.models import (
    AllocationRun,
    CommitteeMeeting,
    CriterionReason,
    MeetingVote,
    RankingRun,
    SignatureKind,
)
from scoring.selectors.committee.attendance import Line
from scoring.selectors.runs.ranking import runs_of
from scoring.selectors.runs.returned import return_of


class ProposalStage(StrEnum):
    """How far the committee is with its proposal; only a READY one is sent by the officer."""

    NOT_ADOPTED = "not_adopted"
    VOTED_DOWN = "voted_down"
    REASONS_CHANGED = "reasons_changed"
    NOT_ENDED = "not_ended"
    UNSIGNED = "unsigned"
    REFUSED = "refused"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class ProposalStanding:
    """`names` of those who have not signed off, where it is that which is missing."""

    standing: ProposalStage
    names: Sequence[str] = ()

    @property
    def is_again(self) -> bool:
        """It was voted on, and that does not hold: the committee meets and votes once more."""
        return self.standing in _AGAIN

    @property
    def words(self) -> str | Promise | None:
        if self.standing is ProposalStage.UNSIGNED:
            words = _("These have not signed off the minutes of the committee yet: %(names)s.")
            return words % {"names": ", ".join(self.names)}
        return _WORDS.get(self.standing)


_AGAIN = frozenset({ProposalStage.VOTED_DOWN, ProposalStage.REASONS_CHANGED, ProposalStage.REFUSED})
_WORDS = {
    ProposalStage.NOT_ADOPTED: gettext_lazy(
        "The committee has not adopted this computation as its proposal yet. It votes on it in a"
        " meeting."
    ),
    ProposalStage.VOTED_DOWN: gettext_lazy(
        "In its newest vote the committee did not adopt this computation, so it is not its"
        " proposal. It votes on it again in a meeting."
    ),
    ProposalStage.REASONS_CHANGED: gettext_lazy(
        "A reason was changed after the vote of the committee, so it votes on the proposal again."
    ),
    ProposalStage.NOT_ENDED: gettext_lazy("The meeting of the committee has not ended yet."),
    ProposalStage.REFUSED: gettext_lazy(
        "The minutes of the meeting that adopted the proposal were refused by whoever presided, or"
        " by no fewer than have signed them off. The committee meets and votes on the proposal"
        " again."
    ),
}


def adopted_vote(call: Call) -> MeetingVote | None:
    """The newest vote, where by it the newest computation was adopted."""
    vote = newest_vote(call)
    return vote if vote is not None and vote.is_adopted else None


def newest_vote(call: Call) -> MeetingVote | None:
    """On the newest computation, since the last return: it alone decides, for or against."""
    allocation = runs_of(call).allocation
    if allocation is None:
        return None
    votes = MeetingVote.objects.filter(allocation=allocation)
    returned = return_of(call)
    if returned is not None:
        votes = votes.filter(entry__gt=returned.entry_id)
    return votes.select_related("meeting__call").order_by("-pk").first()


def meeting_of(allocation: AllocationRun, before: int) -> CommitteeMeeting | None:
    """In which it was adopted last before that entry of the ledger, by which it was proposed."""
    votes = MeetingVote.objects.filter(allocation=allocation, is_adopted=True, entry__lt=before)
    vote = votes.select_related("meeting").defer("meeting__minutes").order_by("-pk").first()
    return vote.meeting if vote is not None else None


def is_committee_needed(call: Call) -> bool:
    """Where no application is left that is judged, nothing is proposed by anybody."""
    judged = application_stages.TO_SCORE | application_stages.SCORED
    return call.applications.filter(state__in=judged).exists()


def before_proposal(call: Call) -> str | Promise | None:
    """What the committee still has to do before its proposal goes to whoever signs it."""
    return proposal_standing(call).words if is_committee_needed(call) else None


def proposal_standing(call: Call) -> ProposalStanding:
    vote = newest_vote(call)
    return proposal_standings({call.pk: vote} if vote else {}, [call.pk])[call.pk]


def standings_of(calls: Collection[int]) -> dict[int, ProposalStanding]:
    """By call, of its newest computation. A fixed number of queries."""
    runs = RankingRun.objects.binding().filter(call__in=calls).order_by("number")
    newest = dict(runs.values_list("call", "allocation"))
    computed = [allocation for allocation in newest.values() if allocation is not None]
    return proposal_standings(newest_votes(computed) if computed else {}, calls)


def newest_votes(allocations: Collection[int]) -> dict[int, MeetingVote]:
    """By call, on these allocations, which are the newest of their calls."""
    votes = MeetingVote.objects.filter(allocation__in=allocations).select_related("meeting")
    rows = votes.defer("meeting__minutes").order_by("pk")
    return {vote.meeting.call_id: vote for vote in rows}


def proposal_standings(
    votes: Mapping[int, MeetingVote], calls: Collection[int]
) -> dict[int, ProposalStanding]:
    """By call, from the newest vote on its newest computation. A fixed number of queries."""
    adopted = {call: vote for call, vote in votes.items() if vote.is_adopted}
    meetings: dict[int, list[CommitteeMeeting]] = defaultdict(list)
    changed: set[int] = set()
    if adopted:
        rows = CommitteeMeeting.objects.filter(call__in=adopted).defer("minutes")
        for meeting in rows.order_by("number").prefetch_related("signatures"):
            meetings[meeting.call_id].append(meeting)
        written = CriterionReason.objects.filter(application__call__in=adopted).order_by()
        last = written.values_list("application__call").annotate(last=Max("written_at"))
        changed = {call for call, at in last if at > adopted[call].taken_at}
    found = {}
    for call in calls:
        vote = votes.get(call)
        if vote is None:
            found[call] = ProposalStanding(ProposalStage.NOT_ADOPTED)
        elif not vote.is_adopted:
            found[call] = ProposalStanding(ProposalStage.VOTED_DOWN)
        elif call in changed:
            found[call] = ProposalStanding(ProposalStage.REASONS_CHANGED)
        else:
            found[call] = _after_vote(vote, meetings[call])
    return found


def _after_vote(vote: MeetingVote, meetings: Sequence[CommitteeMeeting]) -> ProposalStanding:
    if any(one.ended_at is None for one in meetings):
        return ProposalStanding(ProposalStage.NOT_ENDED)
    lines = [line for meeting in meetings for line in unsigned_in(meeting)]
    if lines:
        names = tuple(dict.fromkeys(line["name"] for line in lines))
        return ProposalStanding(ProposalStage.UNSIGNED, names)
    adopting = next(one for one in meetings if one.pk == vote.meeting_id)
    is_refused = are_minutes_refused(adopting)
    return ProposalStanding(ProposalStage.REFUSED if is_refused else ProposalStage.READY)


def unsigned_in(meeting: CommitteeMeeting) -> list[Line]:
    """Who was there and has neither signed off nor said why not."""
    signed = {one.user_id for one in meeting.signatures.all()}
    return [line for line in meeting.came if line["user"] not in signed]


def are_minutes_refused(meeting: CommitteeMeeting) -> bool:
    """Whoever could not sign counts neither way."""
    kinds = {one.user_id: one.kind for one in meeting.signatures.all()}
    said = Counter(kinds.values())
    is_outweighed = 0 < said[SignatureKind.REFUSED] >= said[SignatureKind.SIGNED]
    return kinds.get(meeting.presides) == SignatureKind.REFUSED or is_outweighed


def meetings_to_sign(call: Call, user: User) -> list[CommitteeMeeting]:
    """Those that have ended and wait for this person."""
    return waiting_for_signer([call.pk], user)


def waiting_for_signer(calls: Collection[int], user: User) -> list[CommitteeMeeting]:
    """The same in several calls."""
    rows = CommitteeMeeting.objects.filter(call__in=calls, ended_at__isnull=False)
    rows = rows.exclude(signatures__user=user).defer("minutes").order_by("call", "number")
    return [one for one in rows if any(line["user"] == user.pk for line in one.came)]
