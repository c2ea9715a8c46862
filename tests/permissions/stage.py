"""One call in every state of the workflow, with an application in every state, at the same time.

The calls walk the road together, day by day, through the real acts; a call stops where its column
does. Steps that have no act yet are written into the row. A state of the workflow that no step
here reaches stops the tests.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from allauth.account.models import EmailAddress

from accounts.core.offices import office_lines
from accounts.models import Role, RoleGrant, User
from applicants.models import Membership, MembershipRole, Organisation
from awards.actions.approve_proposal import approve_proposal
from awards.actions.post.print_letter import print_letter
from awards.actions.prepare_decisions import prepare_decisions
from awards.actions.propose_allocation import propose_allocation
from awards.actions.return_proposal import return_proposal
from awards.models import Proposal, SlipKind
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.start_application import start_application
from grants.actions.applying.submit_application import submit_application
from grants.actions.calls.cancel_call import cancel_call
from grants.actions.calls.import_call import import_call
from grants.actions.calls.publish_call import publish_call
from grants.actions.questions.ask_question import ask_question
from grants.actions.requests.request_supplement import Wanted, request_supplement
from grants.actions.requests.take_back_request import take_back_request
from grants.actions.second_person.ask_second_person import ask_second_person
from grants.core import application_stages
from grants.core.workflow import ApplicationState, CallState, CallStep
from grants.models import Application, Call, Funder
from reports.actions.deliver_decision import deliver_decision
from reports.actions.publish_results import publish_results
from scoring.actions.committee._leaving import PaperDecision
from scoring.actions.committee.appoint_committee import Seat, appoint_committee
from scoring.actions.committee.decide_objection import decide_objection
from scoring.actions.committee.excuse_member import excuse_member
from scoring.actions.committee.object_to_member import object_to_member
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.runs.compute_allocation import compute_allocation
from scoring.actions.runs.compute_ranking import compute_ranking
from scoring.actions.save_sheet import save_sheet
from scoring.actions.start_scoring import start_scoring
from scoring.models import AllocationRun, CommitteeMember, CommitteeRole, MemberObjection
from scoring.selectors.due_sheets import assessors_of_application
from tests.architecture.rules import STAFF_APPLIED, Who
from tests.attendance import all_here
from tests.awards.mailings import send, serve
from tests.awards.proposals import signed, write_reasons
from tests.grants.applying import a_pdf
from tests.meetings import adopt
from tests.opened import check_all
from tests.organisations import an_ownerless_organisation
from tests.permissions.columns import (
    APPLICATION_COLUMNS,
    APPROVED,
    CALL_COLUMNS,
    CHECKING,
    CLOSED,
    DECIDED,
    OPENED,
    PROPOSED,
    RETURNED,
    REVEALED,
)
from tests.personas import bonaca, person, with_arms
from tests.scoring.committee import NAMES as COMMITTEE_NAMES
from tests.scoring.committee import member, no_conflicts
from tests.small_call import ANSWERS, small_call, texts
from tests.stage import FILING, PREPARED, PUBLISHED, at

NAMES = {
    Who.STRANGER: "Dario",
    Who.OWNER: "Bruno",
    Who.EDITOR: "Eda",
    Who.VIEWER: "Vera",
    Who.OTHER_APPLICANT: "Berta",
    Who.OFFICER: "Ada",
    Who.OTHER_OFFICER: "Oton",
    Who.CHAIR: "Igor",
    Who.SECRETARY: "Lea",
    Who.MEMBER: "Celia",
    Who.SUBSTITUTE: "Ines",
    Who.RECUSED: "Valter",
    Who.APPROVER: "Emil",
    Who.SIGNATORY: "Zala",
    Who.FINANCE: "Franc",
    Who.AUDITOR: "Fani",
    Who.ADMINISTRATOR: "Gina",
    Who.OFFICER_APPLIED: "Olga",
    Who.APPROVER_APPLIED: "Pavla",
    Who.FINANCE_APPLIED: "Filip",
    Who.AUDITOR_APPLIED: "Rok",
    Who.SECRETARY_APPLIED: "Sara",
    Who.MEMBER_APPLIED: "Nina",
    Who.LEFT: "Nejc",
}
STAFF_ROLES = {
    Who.OFFICER: Role.OFFICER,
    Who.APPROVER: Role.APPROVER,
    Who.SIGNATORY: Role.SIGNATORY,
    Who.FINANCE: Role.FINANCE,
    Who.AUDITOR: Role.AUDITOR,
    Who.ADMINISTRATOR: Role.ADMINISTRATOR,
    Who.OFFICER_APPLIED: Role.OFFICER,
    Who.APPROVER_APPLIED: Role.APPROVER,
    Who.FINANCE_APPLIED: Role.FINANCE,
    Who.AUDITOR_APPLIED: Role.AUDITOR,
}
SEATS = {
    Who.CHAIR: CommitteeRole.CHAIR,
    Who.MEMBER: CommitteeRole.MEMBER,
    Who.RECUSED: CommitteeRole.MEMBER,
    Who.SUBSTITUTE: CommitteeRole.SUBSTITUTE,
    Who.SECRETARY: CommitteeRole.SECRETARY,
    Who.SECRETARY_APPLIED: CommitteeRole.SECRETARY,
    Who.MEMBER_APPLIED: CommitteeRole.MEMBER,
    Who.LEFT: CommitteeRole.MEMBER,
}
NOT_SENT = (ApplicationState.DRAFT,)
LATER = "2026-12-31T11:00:00+01:00"


@dataclass
class Stage:
    """People, both organisations, and the calls and applications by the names of their columns."""

    people: dict[Who, User]
    own: Organisation
    other: Organisation
    funder: Funder
    calls: dict[str, Call] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    # The application of a call that its own pages with a number are tried with.
    first: dict[str, Application] = field(default_factory=dict)


def build_stage() -> Stage:
    stage = begin_stage()
    for column in CALL_COLUMNS:
        stage.calls[column.name] = a_draft(stage, column.name)
    for names, moment, act in ROAD:
        for name in names:
            with at(moment):
                act(stage, stage.calls[name])
            stage.calls[name].refresh_from_db()
    _write_states(stage)
    _join_later(stage)
    return stage


def _join_later(stage: Stage) -> None:
    """They come to the applicant when everything is done: after statements, sheets, decisions."""
    for who in STAFF_APPLIED - {Who.AUDITOR_APPLIED} | {Who.MEMBER_APPLIED}:
        Membership.objects.create(
            user=stage.people[who], organisation=stage.other, role=MembershipRole.VIEWER
        )
    Membership.objects.filter(user=stage.people[Who.FINANCE_APPLIED]).update(ended_at=LATER)
    auditor = stage.people[Who.AUDITOR_APPLIED]
    auditor.name = "Rok Rant"
    auditor.save()
    named = office_lines([{"name": "RANT, Rok"}])
    Application.objects.filter(state__in=application_stages.COMPETING).update(offices=named)


def begin_stage() -> Stage:
    """Everybody, and no call yet."""
    funder = with_arms(bonaca())
    people = {who: _person(who, funder) for who in Who if who is not Who.VISITOR}
    _give_other_officer(people[Who.OTHER_OFFICER])
    own = _organisation("Društvo Lastno", {"Bruno": "owner", "Eda": "editor", "Vera": "viewer"})
    other = _organisation("Društvo Drugo", {"Berta": "owner", "Sara": "owner"})
    return Stage(people, own, other, funder)


def _person(who: Who, funder: Funder) -> User:
    name = NAMES[who]
    user = member(name) if name in COMMITTEE_NAMES else person(name, funder_id=funder.pk)
    if who in STAFF_ROLES:
        RoleGrant.objects.get_or_create(user=user, role=STAFF_ROLES[who], funder_id=funder.pk)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _give_other_officer(user: User) -> None:
    known = {
        one.name: getattr(bonaca(), one.name) for one in Funder._meta.fields if one.name != "id"
    }
    funder = Funder.objects.create(**{**known, "code": "druga"})
    RoleGrant.objects.create(user=user, role=Role.OFFICER, funder_id=funder.pk)


def _organisation(name: str, members: dict[str, str]) -> Organisation:
    organisation = an_ownerless_organisation(name)
    for one, role in members.items():
        Membership.objects.create(
            user=person(one), organisation=organisation, role=MembershipRole(role)
        )
    return organisation


def content_of(code: str) -> dict[str, object]:
    """The small call with a place for a file, and room for many applications."""
    content = small_call(code=code, applications_per_organisation={"total": 20, "per_lot": 20})
    content["lots"][0]["form"]["sections"][0]["fields"].append(
        {
            "code": "consent",
            "kind": "file",
            "label": texts("Soglasje"),
            "required": False,
            "types": ["pdf"],
            "max_mb": 5,
            "max_files": 1,
        }
    )
    return content


def a_draft(stage: Stage, column: str) -> Call:
    with at(PREPARED):
        return import_call(
            funder=stage.funder,
            content=content_of(column.replace(".", "-")),
            file_number=f"610-{column}/2026",
            actor=person("Ada"),
        )


# ---- the road, one act for each piece of it


def publish(stage: Stage, call: Call) -> None:
    publish_call(call=call, actor=person("Ada"))


def _ask(stage: Stage, call: Call) -> None:
    ask_question(call=call, text="Ali šteje članarina?", language="sl")


def _hand_over(stage: Stage, call: Call) -> None:
    """A cancellation waits for a second person as long as the call lives."""
    about = {"reason": texts("Proračun ni sprejet.", "Il bilancio non è stato approvato.")}
    ask_second_person(call=call, step=CallStep.CANCEL, about=about, actor=person("Ada"))


def appoint(stage: Stage, call: Call) -> None:
    seats = [Seat(stage.people[who], role) for who, role in SEATS.items()]
    appoint_committee(call=call, appointment="011-7/2026", seats=seats, actor=person("Ada"))
    excuse_member(
        member=call.committee.members.get(user=stage.people[Who.LEFT]),
        decision=PaperDecision("", date(2026, 9, 1)),
        reason="Bolezen.",
        actor=person("Ada"),
    )


def _apply(stage: Stage, call: Call) -> None:
    """One application for each state that lives here, at least one; the last is another's."""
    name = next(name for name, one in stage.calls.items() if one.pk == call.pk)
    columns = [one for one in APPLICATION_COLUMNS if one.call == name]
    for column in columns:
        row = _application(stage, call, stage.own, sent=column.application not in NOT_SENT)
        stage.applications[column.name] = row
        stage.first.setdefault(name, row)
    if name not in stage.first:
        stage.first[name] = _application(stage, call, stage.own, sent=True)
    _application(stage, call, stage.other, sent=True)


def _application(stage: Stage, call: Call, whose: Organisation, *, sent: bool) -> Application:
    actor = person("Bruno" if whose == stage.own else "Berta")
    row = start_application(
        lot=call.lots.get(code="A"), organisation=whose, language="sl", actor=actor
    )
    row = save_answers(
        application=row,
        answers=ANSWERS,
        eligibility={"seat": True},
        draft_version=row.draft_version,
        actor=actor,
    )
    add_attachment(
        application=row, field="consent", name="soglasje.pdf", content=a_pdf("S"), actor=actor
    )
    row.refresh_from_db()
    if sent:
        submit_application(application=row, draft_version=row.draft_version, actor=actor)
        row.refresh_from_db()
    return row


def open_seal(stage: Stage, call: Call) -> None:
    start_opening_session(call=call, place="Riva 4", attendance=all_here(call), actor=person("Lea"))
    for name in ("Ada", "Lea"):
        confirm_opening(call=call, actor=person(name))


def close_session(stage: Stage, call: Call) -> None:
    close_opening_session(
        call=call,
        public_present=0,
        remarks="",
        actor=person("Lea"),
    )


def declare(stage: Stage, call: Call) -> None:
    """Nobody is in conflict but Valter, with every application of the own organisation."""
    own = call.applications.filter(organisation=stage.own, state="received")
    for name in ("Igor", "Celia", "Ines", "Valter", "Nina"):
        said = {row.pk: (True, "Sestra vodi društvo.") for row in own} if name == "Valter" else {}
        user = stage.people[_who(name)]
        declare_conflicts(call=call, answers={**no_conflicts(call, user), **said}, actor=user)


def _object(stage: Stage, call: Call) -> None:
    """To a member who steps out afterwards, so that it changes nothing for the others."""
    rows = call.applications.filter(organisation=stage.own, state="received")
    seat = call.committee.members.get(user=stage.people[Who.RECUSED])
    object_to_member(
        application=rows.order_by("number")[0],
        member=seat,
        reason="Dela pri tekmecu.",
        actor=person("Bruno"),
    )


def _answer_objection(stage: Stage, call: Call) -> None:
    objection = MemberObjection.objects.get(application__call=call)
    decide_objection(
        objection=objection, upheld=False, reason="Je že izločen.", actor=person("Igor")
    )


def _who(name: str) -> Who:
    return next(who for who, one in NAMES.items() if one == name)


def begin_scoring(stage: Stage, call: Call) -> None:
    _ask_by_post(call)
    check_all(call)
    start_scoring(call=call, actor=person("Ada"))


def _ask_by_post(call: Call) -> None:
    """Of the first application, and no more."""
    row = call.applications.filter(state="received").order_by("pk").first()
    wanted = Wanted("members", texts("Podatek manjka."), texts("9. člen"))
    asked = request_supplement(application=row, things=[wanted], actor=person("Ada"), by_post=True)
    print_letter(about=asked, letter=a_pdf("Poziv"), actor=person("Ada"))
    take_back_request(request=asked, reason="Podatek je v prilogi.", actor=person("Ada"))


def _score(stage: Stage, call: Call) -> None:
    for row in call.applications.filter(state="complete"):
        for seat in CommitteeMember.objects.filter(pk__in=assessors_of_application(row)):
            save_sheet(
                application=row, criterion="A2", value="some", reason="Kratko.", actor=seat.user
            )
            lock_sheet(application=row, actor=seat.user)
    reveal_scores(call=call, actor=member("Igor"))
    write_reasons(call)
    ranking = compute_ranking(call=call, actor=person("Ada"))
    compute_allocation(ranking=ranking, actor=person("Ada"))


def _propose(stage: Stage, call: Call) -> None:
    allocation = AllocationRun.objects.get(ranking__call=call)
    adopt(call)
    propose_allocation(allocation=allocation, actor=person("Ada"))


def _return(stage: Stage, call: Call) -> None:
    own = call.applications.get(organisation=stage.own, state="proposed")
    return_proposal(
        proposal=Proposal.objects.get(call=call),
        reason="Preverite oceno izvajalcev.",
        actor=person("Emil"),
        named=[own.number],
    )


def _approve(stage: Stage, call: Call) -> None:
    approve_proposal(proposal=Proposal.objects.get(call=call), actor=person("Emil"))
    prepare_decisions(call=call, actor=person("Ada"))


def _sign(stage: Stage, call: Call) -> None:
    signed(call, NAMES[Who.SIGNATORY])


def _decide(stage: Stage, call: Call) -> None:
    for decision in call.decisions.all():
        deliver_decision(decision=decision, document=a_pdf("Odločba"), actor=person("Ada"))
    _serve_by_post(call)
    call.refresh_from_db()
    publish_results(call=call, actor=person("Ada"))


def _serve_by_post(call: Call) -> None:
    """Two decisions, on paper too; the second one comes back."""
    first, second = call.decisions.order_by("application_id")[:2]
    day = date(2026, 12, 2)
    serve(send(first, day), day)
    serve(send(second, day), day, SlipKind.RETURNED)


def _cancel(stage: Stage, call: Call) -> None:
    cancel_call(
        call=call,
        reason={"sl": "Proračun ni sprejet.", "it": "Il bilancio non è approvato."},
        actor=person("Ada"),
    )


def _since(state: CallState) -> list[str]:
    """The columns of this state and of those after it, without the cancelled ones."""
    order = [one for one in CallState if one is not CallState.CANCELLED]
    reached = order[order.index(state) :]
    return [one.name for one in CALL_COLUMNS if one.name.partition(".")[0] in reached]


def _revealed() -> list[str]:
    return ["scoring.revealed", *_proposed()]


def _proposed() -> list[str]:
    return ["scoring.returned", *_since(CallState.PROPOSED)]


ROAD: tuple[tuple[list[str], str, Callable[[Stage, Call], None]], ...] = (
    (["cancelled.draft"], PREPARED, _cancel),
    ([*_since(CallState.PUBLISHED), "cancelled.published"], PUBLISHED, publish),
    ([*_since(CallState.PUBLISHED), "cancelled.published"], PUBLISHED, _ask),
    ([*_since(CallState.PUBLISHED), "cancelled.published"], PUBLISHED, _hand_over),
    ([*_since(CallState.PUBLISHED), "cancelled.published"], FILING, appoint),
    ([*_since(CallState.PUBLISHED), "cancelled.published"], FILING, _apply),
    (["cancelled.published"], FILING, _cancel),
    (_since(CallState.OPENED), CLOSED, open_seal),
    (_since(CallState.CHECKING), OPENED, close_session),
    (_since(CallState.CHECKING), OPENED, _object),
    (_since(CallState.CHECKING), OPENED, declare),
    (_since(CallState.SCORING), CHECKING, begin_scoring),
    (_revealed(), REVEALED, _answer_objection),
    (_revealed(), REVEALED, _score),
    (_proposed(), PROPOSED, _propose),
    (["scoring.returned"], RETURNED, _return),
    (_since(CallState.APPROVED), APPROVED, _approve),
    (["approved.signed", *_since(CallState.DECIDED)], APPROVED, _sign),
    (_since(CallState.DECIDED), DECIDED, _decide),
)


def _write_states(stage: Stage) -> None:
    for name, call in stage.calls.items():
        state = CallState(name.partition(".")[0])
        call.refresh_from_db()
        assert call.state == state, f"no step leads the call of this column to {state}"
    for column in APPLICATION_COLUMNS:
        row = stage.applications[column.name]
        Application.objects.filter(pk=row.pk).update(state=column.application)
        row.refresh_from_db()
    for row in stage.first.values():
        row.refresh_from_db()
