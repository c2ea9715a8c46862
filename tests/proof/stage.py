"""One call walked to its published results by the real acts, with one of everything recorded.

Lot A has three applications: one with a fact that was recognised otherwise, whose applicant was
heard, one replaced, one dismissed after a request was taken back; lot B is agreed and was
supplemented. Two came on paper: one was typed from its scan, one was late; both are dismissed, the
first after a call to supplement that was served by post and answered on paper.
Beside the call: roles given and taken back, a funder changed, a list of past years imported and one
undone.
"""

from datetime import date
from typing import Any

from accounts.models import Role, RoleGrant, User
from applicants.actions.prove_organisation import prove_organisation
from applicants.models import Organisation
from awards.actions.approve_proposal import approve_proposal
from awards.actions.name_signatory import name_signatory
from awards.actions.propose_allocation import propose_allocation
from awards.actions.return_proposal import return_proposal
from awards.models import Proposal
from awards.selectors.signed import newest_signed
from grants.actions.applying._paper import PaperLetter, Scan
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.start_application import start_application
from grants.actions.applying.submit_application import submit_application
from grants.actions.checking.decide_completeness import decide_completeness
from grants.actions.checking.recognise_fact import recognise_fact
from grants.actions.checking.transcribe_paper import transcribe_paper
from grants.actions.office.change_funder import change_funder
from grants.actions.office.grant_role import grant_role
from grants.actions.office.revoke_role import revoke_role
from grants.actions.questions.answer_question import answer_question
from grants.actions.questions.ask_question import ask_question
from grants.actions.questions.correct_answer import correct_answer
from grants.actions.questions.decline_question import decline_question
from grants.actions.requests.record_answer import record_answer
from grants.actions.requests.request_supplement import Wanted, request_supplement
from grants.actions.requests.take_back_request import take_back_request
from grants.actions.second_person.ask_second_person import ask_second_person
from grants.actions.second_person.decline_step import decline_step
from grants.core.workflow import CallStep
from grants.models import Application, Call, Request
from reports.actions.deliver_decision import deliver_decision
from reports.actions.publish_results import publish_results
from reports.actions.undo_import import undo_import
from scoring.actions.committee._leaving import PaperDecision
from scoring.actions.committee.appoint_committee import Seat, appoint_committee
from scoring.actions.committee.decide_objection import decide_objection
from scoring.actions.committee.give_seat import Taker, give_seat
from scoring.actions.committee.record_objection import record_objection
from scoring.actions.committee.release_member import release_member
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.actions.reopen_case import reopen_case
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.runs.compute_replay import compute_replay
from scoring.actions.save_sheet import save_sheet
from scoring.actions.start_scoring import start_scoring
from scoring.actions.write_criterion_reason import write_criterion_reason
from scoring.models import AllocationRun, CommitteeMember, CommitteeRole, LeftWhy
from scoring.selectors.committee.conflicts import applications_to_declare
from scoring.selectors.due_sheets import assessors_of_application
from scoring.selectors.runs.lot_rules import lot_rules, questions_of
from tests.approved import ISSUED
from tests.attendance import all_here
from tests.awards.mailings import announce_and_serve
from tests.awards.proposals import PROPOSED, REASON, SIGNED, computed, signed, write_reasons
from tests.grants.applying import a_pdf
from tests.grants.hearings import recognise, say, tell_and_accept, weigh
from tests.grants.papers import POSTED_LATE, RECORDED, a_paper
from tests.grants.requests import answer, answer_too_late, ask_and_accept
from tests.meetings import adopt, agree_by_vote
from tests.opened import BEGINNING, CHECKING, CLOSING, FIRST_KEY, SECOND_KEY
from tests.organisations import an_ownerless_organisation
from tests.personas import bonaca, person, say_roles, signatory
from tests.reports.history_lists import LIST, an_imported_list
from tests.scoring.committee import NAMES, SCORED, member
from tests.small_call import ANSWERS, small_call, texts
from tests.stage import FILING, PREPARED, a_published_call, an_organisation, at

REPLAYED = "2027-01-11T10:00:00+01:00"
SUPERSEDED = "2027-01-12T09:00:00+01:00"
ARTICLE = {"sl": "5. člen pravilnika", "it": "articolo 5 del regolamento"}
FACT = {"sl": "Društvo nima sedeža v občini.", "it": "L’associazione non ha sede nel comune."}


def walked_call() -> Call:
    """Published, with everything that led there."""
    call = scored_call()
    allocation = computed(call)
    with at(PROPOSED):
        adopt(call)
        first = propose_allocation(allocation=allocation, actor=person("Ada"))
        return_proposal(proposal=first, reason="Obrazložitve so prekratke.", actor=person("Emil"))
    _open_again(call)
    _write_longer_reasons(call)
    with at(SIGNED):
        adopt(call)
        propose_allocation(allocation=allocation, actor=person("Ada"))
        approve_proposal(proposal=Proposal.objects.get(state="waiting"), actor=person("Emil"))
        name_signatory(call=call, user_id=signatory().user_id, actor=person("Ada"))
        signed(call)
    with at(ISSUED):
        for decision in call.decisions.all():
            deliver_decision(decision=decision, document=a_pdf("Odločba"), actor=person("Ada"))
        call.refresh_from_db()
        publish_results(call=call, actor=person("Ada"))
        beside_the_call()
    call.refresh_from_db()
    return call


def superseded(call: Call) -> Call:
    """A walked call: one fact of it is corrected, and the decisions that change are superseded."""
    signed_replay(call)
    with at(SUPERSEDED):
        signed(call)
        for decision in call.decisions.filter(issued_at=None):
            deliver_decision(decision=decision, document=a_pdf("Nova"), actor=person("Ada"))
    call.refresh_from_db()
    return call


def signed_replay(call: Call, members: str = "5") -> Proposal:
    """One fact of a walked call is corrected; Emil has signed what follows from it."""
    replay = a_replay(call, members)
    with at(REPLAYED):
        proposal = propose_allocation(allocation=replay, actor=person("Ada"))
        return approve_proposal(proposal=proposal, actor=person("Emil"))


def a_replay(call: Call, members: str = "5") -> AllocationRun:
    with at(REPLAYED):
        recognise_fact(
            application=call.applications.get(number="M27-A-001"),
            code="members",
            value=members,
            reason={"sl": "Pritožbi je ugodeno.", "it": "Il ricorso è accolto."},
            actor=person("Ada"),
        )
        return compute_replay(corrects=newest_signed(call).allocation, actor=person("Ada"))


def scored_call() -> Call:
    """Revealed and agreed, nothing computed yet."""
    call = opened_call()
    _check(call)
    _declare(call)
    _object(call)
    with at(SCORED):
        start_scoring(call=call, actor=person("Ada"))
    _score(call)
    write_reasons(call)
    call.refresh_from_db()
    return call


def opened_call() -> Call:
    """In checking: opened, the session closed."""
    call = sent_call()
    with at(BEGINNING):
        start_opening_session(
            call=call, place="Sejna soba, Riva 4", attendance=all_here(call), actor=person("Lea")
        )
    for moment, name in ((FIRST_KEY, "Ada"), (SECOND_KEY, "Lea")):
        with at(moment):
            confirm_opening(call=call, actor=person(name))
    with at(CLOSING):
        close_opening_session(
            call=call,
            public_present=2,
            remarks="Brez pripomb.",
            actor=member("Lea"),
        )
    call.refresh_from_db()
    return call


def sent_call() -> Call:
    """Four applications in time, one withdrawn from nobody, one draft that was never sent."""
    with at(PREPARED):
        say_roles()
    call = a_published_call(lots=lots_with_a_file(3), applications_per_organisation={"total": 9})
    with at(FILING):
        appoint_committee(
            call=call,
            appointment="032-4/2026",
            decided_on=date(2026, 9, 1),
            seats=[
                *(Seat(member(name), role, one) for name, (_full, role, one) in NAMES.items()),
                Seat(person("Nejc"), CommitteeRole.SECRETARY),
            ],
            actor=person("Ada"),
        )
    with at(FILING):
        _change_the_committee(call)
    _ask(call)
    _do_not_cancel(call)
    first = an_organisation("Društvo Prvo")
    _send(call, "A", first)
    _replace(_send(call, "A", an_ownerless("Društvo Drugo")))
    _send(call, "A", an_ownerless("Društvo Tretje"))
    _send(call, "B", first)
    with at(FILING):
        start_application(
            lot=call.lots.get(code="A"), organisation=first, language="sl", actor=person("Bruno")
        )
    a_paper(call, recorded=RECORDED)
    a_paper(call, filed=POSTED_LATE, registry_number="610-25/2026-8", recorded=RECORDED)
    return call


def _change_the_committee(call: Call) -> None:
    """One secretary is replaced by another; neither of them scores."""
    left = release_member(
        member=call.committee.members.get(user=person("Nejc")),
        why=LeftWhy.REPLACED,
        decision=PaperDecision("032-5/2026", date(2026, 9, 2)),
        reason="Druge naloge.",
        actor=person("Ada"),
    )
    give_seat(
        left=left,
        taker=Taker(person("Nadja")),
        decision=PaperDecision("032-6/2026", date(2026, 9, 3)),
        actor=person("Ada"),
    )


def _ask(call: Call) -> None:
    """Three questions: one answered and corrected, one declined, one waits with an address."""
    with at(FILING):
        first, second, _third = (
            ask_question(call=call, text=text, language="sl", address=address)
            for text, address in (
                ("Ali šteje članarina?", ""),
                ("Kdaj bo dež?", ""),
                ("Kaj pa dar?", "jana@example.org"),
            )
        )
        answer_question(
            question=first,
            wording={"sl": "Ali šteje članarina?", "it": "Vale la quota?"},
            answer={"sl": "Da.", "it": "Sì."},
            actor=person("Ada"),
        )
        whole = {"sl": "Da, vsa.", "it": "Sì, tutta."}
        correct_answer(question=first, answer=whole, since=0, actor=person("Ada"))
        decline_question(question=second, reason="To ni vprašanje.", actor=person("Ada"))


def _do_not_cancel(call: Call) -> None:
    """Ada begins a cancellation, which Emil does not confirm."""
    about = {"reason": {"sl": "Proračun ni sprejet.", "it": "Il bilancio non è approvato."}}
    with at(FILING):
        pending = ask_second_person(
            call=call, step=CallStep.CANCEL, about=about, actor=person("Ada")
        )
        decline_step(pending=pending, reason="Proračun je sprejet.", actor=person("Emil"))


def an_ownerless(name: str) -> Organisation:
    organisation = an_ownerless_organisation(name)
    organisation.memberships.create(user=person("Bruno"), role="owner")
    return organisation


def beside_the_call() -> None:
    User.objects.create_superuser("root@bonaca.example", name="Root")
    gina = person("Gina")
    grant = RoleGrant.objects.create(user=gina, role=Role.ADMINISTRATOR)
    say_roles()
    grant_role(user=person("Oton"), role=Role.AUDITOR, actor=gina)
    gone = grant_role(user=person("Zora"), role=Role.FINANCE, actor=gina)
    revoke_role(grant=gone, actor=gina)
    assert grant.pk
    change_funder(
        funder=bonaca(),
        texts={"name": {"sl": "Občina Bonaca", "it": "Comune di Bonaccia", "en": "Bonaca"}},
        plain={"phone": "+386 5 111 11 11"},
        actor=gina,
    )
    prove_organisation(
        organisation=Organisation.objects.get(name="Društvo Prvo"),
        evidence="Izpis iz registra društev.",
        reason="Številka je vpisana v registru.",
        actor=gina,
    )
    an_imported_list()
    undone = an_imported_list(LIST.replace("2024", "2023"))
    undo_import(batch=undone, reason="Napačen seznam.", actor=person("Ada"))


def lots_with_a_file(drawn: int = 0) -> list[dict[str, Any]]:
    """Those of the small call; lot A takes a PDF and has too little money, lot B is agreed, with
    so many assessors drawn.
    """
    lots = small_call()["lots"]
    lots[0]["budget"] = "410.00"
    lots[0]["form"]["sections"][0]["fields"].append(
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
    lots[1]["aggregation"] |= {"method": "agreed", **({"assessors": drawn} if drawn else {})}
    return list(lots)


def _send(call: Call, lot: str, organisation: Organisation) -> Application:
    with at(FILING):
        row = start_application(
            lot=call.lots.get(code=lot),
            organisation=organisation,
            language="sl",
            actor=person("Bruno"),
        )
        row = save_answers(
            application=row,
            answers=ANSWERS,
            eligibility={"seat": True},
            draft_version=row.draft_version,
            actor=person("Bruno"),
        )
        if lot == "A":
            add_attachment(
                application=row,
                field="consent",
                name="soglasje.pdf",
                content=a_pdf(row.number),
                actor=person("Bruno"),
            )
        return _submit(row)


def _submit(row: Application) -> Application:
    row.refresh_from_db()
    submit_application(application=row, draft_version=row.draft_version, actor=person("Bruno"))
    row.refresh_from_db()
    return row


def _replace(row: Application) -> None:
    with at(FILING):
        saved = save_answers(
            application=row,
            answers={"title": "Pesmi petih obal"},
            draft_version=row.draft_version,
            actor=person("Bruno"),
        )
        _submit(saved)


def _check(call: Call) -> None:
    first, second, third, fourth, paper, late = call.applications.filter(state="received").order_by(
        "pk"
    )
    asked = ask_and_accept(third, "title")
    answer(
        ask_and_accept(fourth, "title", "members"), {"title": "Pesmi štirih obal"}, when=CHECKING
    )
    with at(CHECKING):
        take_back_request(request=asked, reason="Naslov je v prilogi.", actor=person("Ada"))
        recognise_fact(
            application=first, code="members", value="30", reason=REASON, actor=person("Ada")
        )
        recognise_fact(
            application=first, code="members", value="29", reason=REASON, actor=person("Ada")
        )
        _decide(second, "dismiss")
    _hear(first)
    with at(CHECKING):
        for one in (first, second, fourth):
            _decide(one, "complete")
        _decide(third, "dismiss")
        transcribe_paper(
            application=paper,
            answers=ANSWERS,
            in_scan=["consent"],
            eligibility={"seat": True},
            actor=person("Ada"),
        )
        _ask_by_post(paper)
        _decide(paper, "dismiss")
        _decide(late, "dismiss")


def _ask_by_post(application: Application) -> None:
    """It comes back and is announced; then it is served and answered, all on the same day."""
    asked = request_supplement(
        application=application,
        things=[Wanted("members", texts("Podatek manjka."), ARTICLE)],
        actor=person("Ada"),
    )
    day = date(2026, 11, 5)
    announce_and_serve(asked, day)
    asked.refresh_from_db()
    record_answer(
        request=asked,
        answers={"members": "33"},
        in_scan=[],
        reply=PaperLetter(day, "610-25/2026-9", Scan("odgovor.pdf", a_pdf("Odgovor"))),
        actor=person("Ada"),
    )


def _hear(application: Application) -> None:
    recognise(application, members="29")
    weigh(say(tell_and_accept(application), "Članov je 34.", when=CHECKING), when=CHECKING)


def _decide(application: Application, verdict: str) -> None:
    dismissed = verdict == "dismiss"
    result = "fails" if dismissed else "holds"
    decide_completeness(
        application=application,
        verdict=verdict,
        findings=[{"code": "eligibility.seat", "result": result, "note": ""}],
        article=ARTICLE if dismissed else {},
        fact=FACT if dismissed else {},
        actor=person("Ada"),
        reason="Sedež je bil preverjen.",
    )


def _declare(call: Call) -> None:
    with at(SCORED):
        for name in ("Igor", "Celia", "Valter", "Ines"):
            answers = {row.pk: (False, "") for row in applications_to_declare(call)}
            declare_conflicts(call=call, answers=answers, actor=member(name))


def _object(call: Call) -> None:
    """The applicant of the first objects on paper: the substitute scores in Valter's place."""
    first = call.applications.get(number="M27-A-001")
    seat = call.committee.members.get(user=member("Valter"))
    with at(SCORED):
        paper = PaperLetter(date(2026, 11, 5), "610-25/2026-12", Scan("u.pdf", a_pdf("U")))
        said = {"reason": "Dela pri tekmecu.", "paper": paper, "actor": person("Ada")}
        objection = record_objection(application=first, member=seat, **said)
        answer_too_late(Request.objects.get(application__call=call, by_post=True))
        decide_objection(objection=objection, upheld=True, reason="Drži.", actor=member("Igor"))


def _score(call: Call) -> None:
    with at(SCORED):
        for row in call.applications.filter(state="complete"):
            for seat in CommitteeMember.objects.filter(pk__in=assessors_of_application(row)):
                for question in questions_of(row, lot_rules(call, row.lot.code), {}).asked:
                    save_sheet(
                        application=row,
                        criterion=question.code,
                        value="some",
                        reason="Zasnova je kratka.",
                        actor=seat.user,
                    )
                lock_sheet(application=row, actor=seat.user)
        reveal_scores(call=call, actor=member("Igor"))
        row = call.applications.get(number="M27-B-004")
        agree_by_vote(row, "B1", "some")


def _open_again(call: Call) -> None:
    row = call.applications.get(number="M27-A-001")
    seat = CommitteeMember.objects.get(pk=assessors_of_application(row)[0])
    with at(PROPOSED):
        reopen_case(
            application=row,
            parts=[f"sheet-{seat.pk}"],
            reason="Obrazložitev na listu je prekratka.",
            actor=member("Igor"),
        )
        lock_sheet(application=row, actor=seat.user)


def _write_longer_reasons(call: Call) -> None:
    row = call.applications.get(number="M27-A-001")
    with at(PROPOSED):
        write_criterion_reason(
            application=row,
            criterion="A2",
            text={**REASON, "sl": "Izvajalci niso določeni, termini tudi ne."},
            actor=member("Lea"),
        )
