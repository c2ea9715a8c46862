"""Everybody's part in the real call, through the acts of the program, with a pretended clock.

Needs Django set up over a migrated, empty database of a demonstration. One owner for each
organisation, an officer, a secretary, an approver who signs the decisions too, five members who
score. The sheets are seeded: written in bulk as drafts; the members lock each of them themselves.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from applicants.actions.add_organisation import add_organisation
from applicants.models import LegalForm, Organisation
from audit.database.clock import database_now, pretended_time
from awards.actions.approve_proposal import approve_proposal
from awards.actions.prepare_decisions import prepare_decisions
from awards.actions.propose_allocation import propose_allocation
from awards.actions.sign_decisions import sign_decisions
from benchmarks.montpellier.make_montpellier import ASSESSORS, score
from benchmarks.montpellier.the_call import Request, answers_to, call_content, highest_of
from grants.actions.applying.save_answers import save_answers
from grants.actions.applying.start_application import start_application
from grants.actions.applying.submit_application import submit_application
from grants.actions.calls.import_call import import_call
from grants.actions.calls.publish_call import publish_call
from grants.actions.checking.decide_completeness import decide_completeness
from grants.models import Application, Call, Lot
from reports.demo.numbers import iban, registration_number, tax_number
from scoring.actions.committee.appoint_committee import Seat, appoint_committee
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.runs.compute_allocation import compute_allocation
from scoring.actions.runs.compute_ranking import compute_ranking
from scoring.actions.start_scoring import start_scoring
from scoring.actions.write_criterion_reason import write_criterion_reason
from scoring.models import CommitteeMember, CommitteeRole, ScoreSheet
from scoring.selectors.reasons import Case, cases_of
from tests.any_day import on_any_day
from tests.attendance import all_here
from tests.meetings import adopt
from tests.personas import bonaca, person, say_roles, signatory

# Acts that are committed together; each is whole in itself.
TOGETHER = 100
SENTENCE = {
    "sl": "Opis je jasen, ni pa podprt z dokazili.",
    "it": "La descrizione è chiara, ma non è documentata.",
}
_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")


@dataclass
class RealCall:
    """The call from its file to the signature.

    `say` is told of each part how many acts it had and how many seconds they took. `names`: the
    request behind the number of an application.
    """

    requests: list[Request]
    say: Callable[[str, int, float], None]
    now: datetime = field(default_factory=timezone.now)
    names: dict[str, Request] = field(default_factory=dict)

    @property
    def call(self) -> Call:
        return Call.objects.select_related("funder").get()

    @cached_property
    def members(self) -> list[User]:
        """Chair first."""
        return [person(f"Member{place}") for place in range(1, len(ASSESSORS) + 1)]

    def play(self) -> None:
        """Until the decisions are signed."""
        self.publish()
        self.apply()
        self.open()
        self.check()
        self.score()
        self.give_reasons()
        self.sign()

    def publish(self) -> None:
        with self._part("roles said", 1, days=122), transaction.atomic():
            signatory(since=(self.now - timedelta(days=200)).date())
            say_roles()
        ada = person("Ada")
        with self._part("call imported", 1, days=121):
            content = call_content(self.requests, self.now)
            import_call(funder=bonaca(), content=content, file_number="610-1186/2014", actor=ada)
        with self._part("call published, committee appointed", 2, days=120):
            with on_any_day():
                publish_call(call=self.call, actor=ada)
            chair, *others = self.members
            seats = [Seat(chair, CommitteeRole.CHAIR)]
            seats += [Seat(user, CommitteeRole.MEMBER) for user in others]
            seats.append(Seat(person("Lea"), CommitteeRole.SECRETARY))
            appoint_committee(call=self.call, appointment="032-1186", seats=seats, actor=ada)

    def apply(self) -> None:
        places = list(enumerate(self.requests))
        with self._part("organisations added", len(places), days=109):
            organisations = in_batches(places, self._add_organisation)
        acts = list(zip(self.requests, organisations, strict=True))
        with self._part("applications started, filled in, submitted", 3 * len(acts), days=80):
            in_batches(acts, self._send)

    def open(self) -> None:
        call, ada, lea = self.call, person("Ada"), person("Lea")
        with self._part("opened by two persons", 4, days=57):
            start_opening_session(
                call=call, place="sejna soba", attendance=all_here(call), actor=lea
            )
            confirm_opening(call=call, actor=ada)
            confirm_opening(call=call, actor=lea)
            close_opening_session(
                call=call,
                public_present=0,
                remarks="",
                actor=lea,
            )

    def check(self) -> None:
        rows = self._applications()
        with self._part("completeness decided", len(rows), days=50):
            in_batches(rows, self._decide)

    def score(self) -> None:
        call, rows, members = self.call, self._applications(), self.members
        with self._part("conflicts declared, scoring started", 1 + len(members), days=40):
            for member in members:
                said = {row.pk: (False, "") for row in rows}
                declare_conflicts(call=call, answers=said, actor=member)
            start_scoring(call=call, actor=person("Ada"))
        sheets = len(rows) * len(members)
        with self._part("sheets seeded", sheets, days=30):
            seats = CommitteeMember.objects.filter(user__in=members).order_by("pk")
            for assessor, seat in zip(ASSESSORS, seats, strict=True):
                ScoreSheet.objects.bulk_create(self._sheet(row, assessor, seat) for row in rows)
        with self._part("sheets locked by five members", sheets, days=30):
            for member in members:
                in_batches(rows, partial(_lock, member=member))
        with self._part("scores revealed", 1, days=20):
            reveal_scores(call=call, actor=members[0])

    def give_reasons(self) -> None:
        cases = [case for case in cases_of(self.call) if case.needs_reason]
        with self._part("reasons written in both languages", len(cases), days=15):
            in_batches(cases, self._give_reason)

    def sign(self) -> None:
        call, ada, emil = self.call, person("Ada"), person("Emil")
        with self._part("ranking computed", 1, days=10):
            ranking = compute_ranking(call=call, actor=person("Lea"))
        with self._part("amounts computed", 1, days=10):
            allocation = compute_allocation(ranking=ranking, actor=ada)
        with self._part("proposed: computed again", 1, days=9):
            adopt(call)
            proposal = propose_allocation(allocation=allocation, actor=ada)
        with self._part("approved: computed again", 1, days=3):
            approve_proposal(proposal=proposal, actor=emil)
        decisions = call.applications.count()
        with self._part("decisions prepared and signed", decisions, days=3):
            prepare_decisions(call=call, actor=emil)
            sign_decisions(call=call, actor=emil)

    # ---- one thing each

    def _add_organisation(self, one: tuple[int, Request]) -> Organisation:
        place, request = one
        address = f"{request.name.lower()}@example.org"
        owner = User.objects.create(email=address, name=f"Oseba {request.name}", language="sl")
        data = {
            "name": f"Društvo {request.name}",
            "legal_form": LegalForm.SOCIETY,
            # The fictional numbers of the demo end after 900.
            "registration_number": registration_number(place - len(self.requests)),
            "tax_number": tax_number(place),
            "iban": iban(place),
            "street": f"Pot {place + 1}",
            "postcode": "6999",
            "place": "Bonaca",
            "email": address,
        }
        return add_organisation(data=data, actor=owner)

    def _send(self, one: tuple[Request, Organisation]) -> None:
        request, organisation = one
        owner = organisation.memberships.get().user
        draft = start_application(
            lot=self._lots[request.lot], organisation=organisation, language="sl", actor=owner
        )
        draft = save_answers(
            application=draft,
            answers=answers_to(request),
            draft_version=draft.draft_version,
            actor=owner,
        )
        submit_application(application=draft, draft_version=draft.draft_version, actor=owner)
        self.names[draft.number] = request

    @cached_property
    def _lots(self) -> dict[str, Lot]:
        return {lot.code: lot for lot in self.call.lots.select_related("call__funder")}

    def _decide(self, application: Application) -> None:
        decide_completeness(
            application=application,
            verdict="complete",
            findings=[],
            article={},
            fact={},
            actor=person("Ada"),
        )

    def _sheet(self, application: Application, assessor: str, seat: CommitteeMember) -> ScoreSheet:
        """Filled in, as the member would have left it before locking."""
        request = self.names[application.number]
        answers = {}
        for code, highest in highest_of(request.lot).items():
            given = score(request.name, assessor, code, highest)
            reason = "" if given == highest else SENTENCE["sl"]
            answers[code] = {"value": str(given), "reason": reason}
        return ScoreSheet(
            member=seat, application=application, answers=answers, saved_at=database_now()
        )

    def _give_reason(self, case: Case) -> None:
        write_criterion_reason(
            application=case.application, criterion=case.code, text=SENTENCE, actor=self.members[0]
        )

    def _applications(self) -> list[Application]:
        rows = Application.objects.select_related("call__funder", "lot")
        return list(rows.order_by("pk"))

    @contextmanager
    def _part(self, name: str, acts: int, *, days: int) -> Iterator[None]:
        """The acts of one day, so many before today, timed."""
        began = time.perf_counter()
        with pretended_time(self.now - timedelta(days=days)):
            yield
        self.say(name, acts, time.perf_counter() - began)


def _lock(application: Application, *, member: User) -> None:
    lock_sheet(application=application, actor=member)


def in_batches(things: Sequence[_Thing], act: Callable[[_Thing], _Made]) -> list[_Made]:
    made = []
    for begin in range(0, len(things), TOGETHER):
        with transaction.atomic():
            made += [act(thing) for thing in things[begin : begin + TOGETHER]]
    return made
