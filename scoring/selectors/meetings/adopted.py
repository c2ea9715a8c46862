"""Whether the committee has made the newest computation its proposal, and its minutes are signed.

The officer computes, the committee votes, those present sign the minutes off, and then the officer
sends the proposal to whoever signs it.
"""

from collections import Counter

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from grants.core import application_stages
from grants.models import Call
from scoring.models import AllocationRun, CommitteeMeeting, MeetingVote, SignatureKind
from scoring.selectors.committee.attendance import Line
from scoring.selectors.reasons import written_reasons
from scoring.selectors.runs.ranking import runs_of
from scoring.selectors.runs.returned import return_of

_NOT_ADOPTED = gettext_lazy(
    "The committee has not adopted this computation as its proposal yet. It votes on it in a"
    " meeting."
)
_REASONS_CHANGED = gettext_lazy(
    "A reason was changed after the vote of the committee, so it votes on the proposal again."
)
_NOT_ENDED = gettext_lazy("The meeting of the committee has not ended yet.")
_VOTED_DOWN = gettext_lazy(
    "In its newest vote the committee did not adopt this computation, so it is not its proposal."
    " It votes on it again in a meeting."
)
_REFUSED = gettext_lazy(
    "The minutes of the meeting that adopted the proposal were refused by whoever presided, or by"
    " no fewer than have signed them off. The committee meets and votes on the proposal again."
)


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
    if not is_committee_needed(call):
        return None
    vote = newest_vote(call)
    if vote is None:
        return _NOT_ADOPTED
    if not vote.is_adopted:
        return _VOTED_DOWN
    if written_reasons(call).filter(written_at__gt=vote.taken_at).exists():
        return _REASONS_CHANGED
    if CommitteeMeeting.objects.filter(call=call, ended_at=None).exists():
        return _NOT_ENDED
    meetings = list(call.meetings.defer("minutes").prefetch_related("signatures"))
    lines = [line for meeting in meetings for line in unsigned_in(meeting)]
    names = list(dict.fromkeys(line["name"] for line in lines))
    if not names:
        adopting = next(one for one in meetings if one.pk == vote.meeting_id)
        return _REFUSED if are_minutes_refused(adopting) else None
    words = _("These have not signed off the minutes of the committee yet: %(names)s.")
    return words % {"names": ", ".join(names)}


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
    rows = call.meetings.defer("minutes").filter(ended_at__isnull=False)
    rows = rows.exclude(signatures__user=user)
    return [one for one in rows if any(line["user"] == user.pk for line in one.came)]
