"""One small world for the whole corpus: a call in every state that somebody can type into.

It is built in the order of time, because the ledger's clock never goes back; every case then
happens at NOW.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Role, RoleGrant
from awards.actions.propose_allocation import propose_allocation
from awards.models import Proposal
from grants.actions.checking.recognise_fact import recognise_fact
from grants.actions.questions.answer_question import answer_question
from grants.actions.questions.ask_question import ask_question
from grants.actions.requests.request_supplement import Wanted, request_supplement
from grants.actions.second_person.ask_second_person import ask_second_person
from grants.core.workflow import CallStep
from grants.models import Application, Call
from reports.models import HistoricImport
from scoring.actions.committee._leaving import PaperDecision
from scoring.actions.committee.excuse_member import excuse_member
from scoring.actions.committee.object_to_member import object_to_member
from tests.awards.mailings import print_for_post, send
from tests.awards.proposals import PROPOSED, an_allocation
from tests.grants.applying import a_draft, a_filled_draft
from tests.grants.every_field import a_call_with_every_field
from tests.grants.hearings import recognise, say, tell
from tests.grants.requests import ARTICLE, WHY, accept
from tests.meetings import a_meeting, end
from tests.opened import (
    a_call_in_checking,
    a_call_with_committee,
    a_sent_application,
    end_session,
    open_call,
)
from tests.personas import person
from tests.reports.history_lists import LIST as PAST
from tests.reports.history_lists import a_prepared_list, an_imported_list
from tests.reports.published import a_published_result
from tests.scoring.committee import SCORED, a_revealed_call, a_scoring_call, fill, fill_and_lock
from tests.small_call import small_call, texts
from tests.stage import a_draft_call, at

NOW = "2026-12-03T10:00:00+01:00"
# These calls still take applications at NOW.
LATER = {
    "published": "2026-09-21T08:00:00+02:00",
    "opens": "2026-10-01T08:00:00+02:00",
    "deadline": "2026-12-18T12:00:00+01:00",
    "opening": "2026-12-22T09:00:00+01:00",
    "results_by": "2027-02-15T12:00:00+01:00",
}
# Room for long inputs, so that a case says something about its class and not about length.
ROOM = {"name": {"max_length": 200}, "story": {"max_words": 500}, "papers": {"max_files": 5}}
PEOPLE = (
    *("Ada", "Bruno", "Celia", "Cvetka", "Dario", "Emil", "Fani", "Gina", "Igor", "Lea", "Vida"),
)


@dataclass
class World:
    """Calls and applications by what happens to them, and who is signed in."""

    calls: dict[str, Call] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    imports: dict[str, HistoricImport] = field(default_factory=dict)
    proposal: Proposal | None = None
    # A member of the committee, and the objection to that member, by their keys.
    ciril: int = 0
    objection: int = 0

    def client(self, name: str = "") -> Client:
        """A browser of this person; without a name, of a stranger."""
        client = Client()
        if name:
            client.cookies["sessionid"] = self.sessions[name]
        return client


def build_world() -> World:
    world = World()
    world.calls["draft"] = a_draft_call(code="draft-2027")
    _apply(world)
    _open(world)
    _score(world)
    world.calls["published"] = a_published_result(code="mala-2027", dates=LATER)
    _hear(world)
    [_first, second] = world.calls["checking"].applications.order_by("number")
    with at(NOW):
        recognise_fact(
            application=second,
            code="members",
            value="12",
            reason={"sl": "Plačanih je 12."},
            actor=person("Ada"),
        )
        plain = world.calls["plain"]
        ask_question(call=plain, text="Kdo sme?", language="sl")
        answered = ask_question(call=plain, text="Do kdaj?", language="sl")
        words = texts("Do roka.", "Entro il termine.")
        answer_question(question=answered, wording=words, answer=words, actor=person("Ada"))
        about = {"reason": texts("Proračun ni sprejet.", "Il bilancio non è approvato.")}
        ask_second_person(call=plain, step=CallStep.CANCEL, about=about, actor=person("Ada"))
        done = an_imported_list()
        world.imports = {"done": done, "prepared": a_prepared_list(f"{PAST}2025;Zbor;1;;;;5;5\n")}
    _sign_in(world)
    return world


def _apply(world: World) -> None:
    every = a_call_with_every_field(ROOM, code="every-2027", dates=LATER)
    plain = a_call_with_committee(code="plain-2027", dates=LATER)
    organisation = (draft := a_draft(every)).organisation
    world.calls |= {"every": every, "plain": plain}
    world.applications |= {
        "every": draft,
        "filled": a_filled_draft(plain, organisation),
        "sent": a_sent_application(plain, "Poslano društvo"),
    }


def _open(world: World) -> None:
    world.calls["opening"] = a_call_with_committee(code="opening-2027")
    world.calls["session"] = a_call_with_committee(code="session-2027")
    a_sent_application(world.calls["session"], "Odprto društvo")
    world.calls["hearing"] = a_call_with_committee(code="hearing-2027")
    for name in ("Društvo Sliši", "Društvo Govori", "Društvo Čaka", "Društvo Bere"):
        a_sent_application(world.calls["hearing"], name)
    world.calls["checking"] = a_call_in_checking(code="checking-2027")
    world.applications["checking"] = world.calls["checking"].applications.order_by("number")[0]
    open_call(world.calls["session"])
    end_session(open_call(world.calls["hearing"]))


def _hear(world: World) -> None:
    """The applicant of one may still answer what was found; the other has."""
    heard, answered, *by_post = world.calls["hearing"].applications.order_by("number")
    for application in (heard, answered):
        recognise(application, NOW, members="5")
    accept(tell(heard, NOW), NOW)
    say(accept(tell(answered, NOW), NOW), "Članov je 34.", when=NOW)
    world.applications |= {"heard": heard, "answered": answered}
    seat = heard.call.committee.members.get(user=person("Ciril"))
    with at(NOW):
        said = object_to_member(
            application=answered, member=seat, reason="Sestra.", actor=person("Bruno")
        )
    world.ciril, world.objection = seat.pk, said.pk
    _ask_by_post(world, *by_post)


def _ask_by_post(world: World, to_post: Application, posted: Application) -> None:
    """Of both something is asked by post; one letter is printed, the other on its way."""
    with at(NOW):
        for application in (to_post, posted):
            wanted = Wanted("members", WHY, ARTICLE)
            asked = request_supplement(
                application=application, things=[wanted], actor=person("Ada"), by_post=True
            )
            print_for_post(asked)
        send(asked, datetime.fromisoformat(NOW).date())
    world.applications |= {"to post": to_post, "posted": posted}


def _lots_with_points() -> list[dict[str, Any]]:
    """A third criterion of lot A is scored in numbers."""
    lots: list[dict[str, Any]] = deepcopy(small_call()["lots"])
    points = {"kind": "score", "min": "0", "max": "10", "step": "0.5"}
    title = {"title": {"sl": "Izvedba", "it": "Esecuzione"}}
    lots[0]["rubric"]["children"].append({"code": "A3", **points, **title})
    return lots


def _score(world: World) -> None:
    changes = {"dates": LATER, "lots": _lots_with_points()}
    world.calls["scoring"], scored = a_scoring_call(code="scoring-2027", **changes)
    with at(SCORED):
        excuse_member(
            member=world.calls["scoring"].committee.members.get(user=person("Lea")),
            decision=PaperDecision("", date(2026, 11, 20)),
            reason="Bolezen.",
            actor=person("Ada"),
        )
    fill(scored[0], "Valter", criterion="A3", value="10")
    fill_and_lock(scored[0], "Valter")
    world.calls["revealed"], revealed = a_revealed_call(code="revealed-2027", dates=LATER)
    world.applications |= {"scoring": scored[0], "revealed": revealed[0]}
    allocation, _applications = an_allocation(code="allocated-2027", dates=LATER)
    world.calls["proposed"] = allocation.ranking.call
    with at(PROPOSED):
        world.proposal = propose_allocation(allocation=allocation, actor=person("Ada"))
    for key, code in (("meeting", "under-way-2027"), ("ended", "kept-2027")):
        allocation, _applications = an_allocation(is_adopted=False, code=code, dates=LATER)
        call = world.calls[key] = allocation.ranking.call
        with at(PROPOSED):
            a_meeting(call)
    with at(PROPOSED):
        end(call)


def _sign_in(world: World) -> None:
    RoleGrant.objects.create(user=person("Gina"), role=Role.ADMINISTRATOR)
    for name in PEOPLE:
        user, client = person(name), Client()
        address = {"email": user.email, "verified": True, "primary": True}
        EmailAddress.objects.get_or_create(user=user, defaults=address)
        with at(NOW):
            client.force_login(user)
        world.sessions[name] = client.cookies["sessionid"].value
