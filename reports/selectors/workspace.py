"""The workspace of one call: what is next, how far it is, what needs a look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, IntegerField, Value, When

from accounts.models import User
from awards.models import ProposalState
from grants.core import application_stages, call_stages
from grants.models import Application, Call, StateChange
from grants.permissions import kept_out_of_call, view_opened_application
from grants.selectors.calls.asked_questions import Waiting, waiting_questions
from grants.selectors.calls.unreadable_files import unreadable_numbers
from jobs.models import Job, JobState, Letter
from reports.selectors.call_facts import CallFacts, facts_of
from reports.selectors.next_act import Act, NextAct, Unfinished, next_act
from scoring.models import SITS, CommitteeMember, CommitteeRole
from scoring.permissions import view_objections
from scoring.selectors.assessed import owed_by
from scoring.selectors.committee.conflicts import applications_to_declare, matches_by_application
from scoring.selectors.committee.objections import waiting_objections
from scoring.selectors.committee.recusals import members_who_applied

LONGEST_LIST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Matches of one member who has not declared yet with applicants, by number."""

    member: CommitteeMember
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything the page of one call shows; no points, no sheets, nothing that is sealed.

    Whoever is kept out of an application of the call gets its dates and the applications that are
    open to them, no figures and no alerts.
    """

    call: Call
    facts: CallFacts
    next: NextAct
    unfinished: Unfinished
    moments: Mapping[str, datetime]
    applications: Sequence[Application]
    matches: Sequence[Found]
    failed_job: Job | None
    stuck_letters: int = 0
    # Of the committee, whoever belongs to an organisation that has applied.
    applied: Sequence[CommitteeMember] = ()
    is_kept_out: bool = False
    questions: Waiting = field(default_factory=Waiting)
    # Numbers of applications with a file that could not be opened as it lies there now.
    unreadable: Sequence[str] = ()
    # Objections to members that nobody has decided yet, for whoever may read them.
    objections: int = 0

    @property
    def returned_reason(self) -> str:
        """Why the approver sent the newest proposal back, as long as it was not made anew."""
        proposal = self.facts.proposal
        if self.call.state not in call_stages.IN_SCORING or proposal is None:
            return ""
        return proposal.reason if proposal.state == ProposalState.RETURNED else ""


def workspace_of(call: Call, user: User, now: datetime) -> Workspace:
    moments, applications = moments_of(call), _applications(call, user)
    if kept_out_of_call.allows(user, call):
        bare, step_out = CallFacts(call), NextAct(Act.STEP_OUT)
        return Workspace(
            call, bare, step_out, Unfinished(), moments, applications, (), None, is_kept_out=True
        )
    facts = facts_of([call])[call.pk]
    unfinished = _unfinished(facts)
    return Workspace(
        call=call,
        facts=facts,
        next=next_act(facts, now, unfinished),
        unfinished=unfinished,
        moments=moments,
        applications=applications,
        matches=_matches(facts),
        failed_job=_failed_job(call),
        stuck_letters=Letter.objects.filter(call_id=call.pk).exclude(fault="").count(),
        applied=members_who_applied(call),
        questions=waiting_questions(call),
        unreadable=unreadable_numbers(call),
        objections=_objections(call, user),
    )


def _objections(call: Call, user: User) -> int:
    if not view_objections.allows(user, call):
        return 0
    return waiting_objections(call, user).count()


def moments_of(call: Call) -> dict[str, datetime]:
    """When the call came into each state it has been in, by the code of the state."""
    changes = StateChange.objects.filter(call=call, application=None).order_by("pk")
    return dict(changes.values_list("target", "at"))


def _unfinished(facts: CallFacts) -> Unfinished:
    if facts.call.state not in call_stages.IN_SCORING or not facts.is_revealed:
        return Unfinished()
    owed = owed_by(facts.call)
    return Unfinished(owed.to_agree, owed.reasons_missing)


def _applications(call: Call, user: User) -> list[Application]:
    """What waits for the officer comes first; the whole list has a page of its own."""
    rows = view_opened_application.queryset(user).filter(call=call).select_related("lot")
    waiting = Case(
        When(state__in=application_stages.TO_CHECK, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return list(rows.annotate(waiting=waiting).order_by("waiting", "number")[:LONGEST_LIST])


def _matches(facts: CallFacts) -> list[Found]:
    """Only as long as a member has not declared: afterwards the member's word counts."""
    asked = call_stages.IN_CHECK | call_stages.IN_SCORING
    if facts.call.state not in asked or not facts.undeclared:
        return []
    applications = applications_to_declare(facts.call)
    members = CommitteeMember.objects.filter(SITS, committee__call=facts.call, declared_at=None)
    found = []
    for member in members.exclude(role=CommitteeRole.SECRETARY).select_related("user"):
        matches = matches_by_application(member, applications)
        numbers = tuple(row.number for row in applications if matches[row.pk])
        if numbers:
            found.append(Found(member, numbers))
    return found


def _failed_job(call: Call) -> Job | None:
    """The newest long work of the call, if it did not come to its end."""
    newest = Job.objects.filter(call_id=call.pk).order_by("-created_at").first()
    unhappy = (JobState.PARTLY, JobState.FAILED)
    return newest if newest is not None and newest.state in unhappy else None
