"""The one next act of a call, from its state and facts. Words and addresses stand elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise

from grants.core import application_stages, call_stages
from grants.core.workflow import CallPhase, CallState, phase_of
from reports.selectors.call_facts import CallFacts
from scoring.selectors.meetings.adopted import ProposalStage

# A document that nobody collects counts as served after so long (ZUP, articles 86 and 87).
DEEMED_SERVED = timedelta(days=15)


class Act(StrEnum):
    """What is to be done next; each has its words and its page."""

    MEND = "mend"
    PUBLISH = "publish"
    APPOINT = "appoint"
    WAIT_FOR_OPENING = "wait_for_opening"
    WAIT_FOR_DEADLINE = "wait_for_deadline"
    PREPARE_SESSION = "prepare_session"
    OPEN = "open"
    CONFIRM = "confirm"
    CLOSE_SESSION = "close_session"
    CHECK = "check"
    HEAR = "hear"
    START_SCORING = "start_scoring"
    DECLARE = "declare"
    LOCK = "lock"
    REVEAL = "reveal"
    CONCLUDE = "conclude"
    AGREE = "agree"
    REASONS = "reasons"
    RANK = "rank"
    RANK_AGAIN = "rank_again"
    ALLOCATE = "allocate"
    ADOPT = "adopt"
    VOTE_AGAIN = "vote_again"
    END_MEETING = "end_meeting"
    SIGN_MINUTES = "sign_minutes"
    PROPOSE = "propose"
    SIGN = "sign"
    NAME_SIGNATORY = "name_signatory"
    SIGN_DECISIONS = "sign_decisions"
    ISSUE = "issue"
    PUBLISH_RESULTS = "publish_results"
    WAIT_FOR_REMEDIES = "wait_for_remedies"
    REMEDIES_OVER = "remedies_over"
    NOTHING = "nothing"
    CANCELLED = "cancelled"
    STEP_OUT = "step_out"


@dataclass(frozen=True, slots=True)
class NextAct:
    """`count` of what waits, `at` when and `why`, where the act has such."""

    act: Act
    count: int = 0
    at: datetime | None = None
    why: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What the committee still owes after the scores are revealed."""

    agreements: int = 0
    reasons: int = 0


def next_act(facts: CallFacts, now: datetime, unfinished: Unfinished | None = None) -> NextAct:
    """`unfinished` is counted for one call only; a list of calls leaves it out."""
    state = CallState(facts.call.state)
    if state in call_stages.IN_SCORING:
        return _scoring(facts, unfinished or Unfinished())
    return _BY_STATE[state](facts, now)


def _drafted(facts: CallFacts, now: datetime) -> NextAct:
    return NextAct(Act.MEND, facts.faults) if facts.faults else NextAct(Act.PUBLISH)


def _published(facts: CallFacts, now: datetime) -> NextAct:
    call = facts.call
    if call.opens_at is None or call.deadline_at is None or call.opening_at is None:
        return NextAct(Act.NOTHING)
    phase = phase_of(call.opens_at, call.deadline_at, now)
    if phase is CallPhase.CLOSED:
        return _closed(facts, now)
    if facts.committee is None:
        return NextAct(Act.APPOINT, at=call.opening_at)
    if phase is CallPhase.ANNOUNCED:
        return NextAct(Act.WAIT_FOR_OPENING, at=call.opens_at)
    return NextAct(Act.WAIT_FOR_DEADLINE, at=call.deadline_at)


def _closed(facts: CallFacts, now: datetime) -> NextAct:
    session, opening = facts.session, facts.call.opening_at
    if session is not None and session.first_at is not None:
        return NextAct(Act.CONFIRM, at=session.first_at)
    if opening is not None and now < opening:
        return NextAct(Act.PREPARE_SESSION, at=opening)
    return NextAct(Act.OPEN, at=opening)


def _opened(facts: CallFacts, now: datetime) -> NextAct:
    return NextAct(Act.CLOSE_SESSION, at=facts.session.second_at if facts.session else None)


def _checking(facts: CallFacts, now: datetime) -> NextAct:
    waiting = facts.count(*application_stages.TO_CHECK)
    if waiting:
        return NextAct(Act.CHECK, waiting)
    if facts.unheard:
        return NextAct(Act.HEAR, facts.unheard)
    if facts.committee is None:
        return NextAct(Act.APPOINT)
    if facts.undeclared:
        return NextAct(Act.DECLARE, facts.undeclared)
    return NextAct(Act.START_SCORING)


def _scoring(facts: CallFacts, unfinished: Unfinished) -> NextAct:
    if not facts.is_revealed:
        return _before_reveal(facts)
    if facts.sheets.waiting:
        # Opened again, or of whoever steps in for a member in conflict.
        return NextAct(Act.LOCK, facts.sheets.waiting)
    if unfinished.agreements:
        return NextAct(Act.AGREE, unfinished.agreements)
    if unfinished.reasons:
        return NextAct(Act.REASONS, unfinished.reasons)
    if facts.is_returned:
        return NextAct(Act.RANK_AGAIN)
    if facts.ranking is None:
        return NextAct(Act.RANK)
    if not facts.has_allocation:
        return NextAct(Act.ALLOCATE)
    if not facts.is_judged:
        return NextAct(Act.PROPOSE)
    found = facts.standing
    return NextAct(_OF_COMMITTEE[found.standing], len(found.names), why=found.words or "")


_OF_COMMITTEE = {
    ProposalStage.NOT_ADOPTED: Act.ADOPT,
    ProposalStage.VOTED_DOWN: Act.VOTE_AGAIN,
    ProposalStage.REASONS_CHANGED: Act.VOTE_AGAIN,
    ProposalStage.NOT_ENDED: Act.END_MEETING,
    ProposalStage.UNSIGNED: Act.SIGN_MINUTES,
    ProposalStage.REFUSED: Act.VOTE_AGAIN,
    ProposalStage.READY: Act.PROPOSE,
}


def _before_reveal(facts: CallFacts) -> NextAct:
    if facts.undeclared:
        return NextAct(Act.DECLARE, facts.undeclared)
    if facts.sheets.waiting:
        return NextAct(Act.LOCK, facts.sheets.waiting)
    return NextAct(Act.REVEAL if facts.sheets.expected else Act.CONCLUDE)


def _proposed(facts: CallFacts, now: datetime) -> NextAct:
    return NextAct(Act.SIGN, at=facts.proposal.proposed_at if facts.proposal else None)


def _approved(facts: CallFacts, now: datetime) -> NextAct:
    if not facts.decisions or facts.unsigned:
        if facts.is_to_be_named:
            return NextAct(Act.NAME_SIGNATORY)
        # What is not prepared yet is prepared with the signature.
        return NextAct(Act.SIGN_DECISIONS, facts.unsigned or facts.applications.received)
    prepared = facts.decisions - facts.issued
    return NextAct(Act.ISSUE, prepared)


def _decided(facts: CallFacts, now: datetime) -> NextAct:
    published = facts.call.results_published_at
    if not published:
        return NextAct(Act.PUBLISH_RESULTS)
    ends = remedies_end(facts)
    if ends is None or now <= ends:
        return NextAct(Act.WAIT_FOR_REMEDIES, at=ends)
    return NextAct(Act.REMEDIES_OVER, at=ends)


def remedies_end(facts: CallFacts) -> datetime | None:
    """When the last remedy runs out if the last decision was served by the latest day that counts
    without a signature; None without a decision or a remedy. Service itself is not recorded.
    """
    days = facts.call.file.remedy.days
    if facts.last_issued_at is None or not days:
        return None
    return facts.last_issued_at + DEEMED_SERVED + timedelta(days=days)


def _cancelled(facts: CallFacts, now: datetime) -> NextAct:
    return NextAct(Act.CANCELLED)


_BY_STATE: dict[CallState, Callable[[CallFacts, datetime], NextAct]] = {
    CallState.DRAFT: _drafted,
    CallState.PUBLISHED: _published,
    CallState.OPENED: _opened,
    CallState.CHECKING: _checking,
    CallState.PROPOSED: _proposed,
    CallState.APPROVED: _approved,
    CallState.DECIDED: _decided,
    CallState.CANCELLED: _cancelled,
}
