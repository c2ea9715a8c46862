"""The funder's side of a call: opening, check, committee, ranking, signature, decisions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from callfile.as_written import Written
from callfile.file import call_hash
from grants.actions.calls.import_call import import_call
from grants.actions.checking.decide_completeness import decide_completeness
from grants.actions.checking.recognise_fact import recognise_fact
from grants.actions.requests.request_supplement import Wanted, request_supplement
from grants.actions.requests.tell_findings import tell_findings
from grants.actions.requests.weigh_answer import weigh_answer
from grants.actions.second_person.ask_second_person import ask_second_person
from grants.actions.second_person.confirm_step import confirm_step
from grants.core.workflow import CallStep
from grants.models import Application, Call, Finding, RequestedThing, RequestKind
from grants.selectors.questions import check_questions
from grants.selectors.recognition import facts_to_recognise
from reports.demo.calendar import stamp
from reports.demo.people import World, called
from reports.demo.story import story
from scoring.actions.committee.appoint_committee import Seat, appoint_committee
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.models import CommitteeRole
from scoring.selectors.committee.attendance import Attendance

_SEATS = {role.value for role in CommitteeRole}


class DemoDesk:
    """The acts on one call, each by the person whose act it is."""

    def __init__(self, world: World, code: str) -> None:
        self._world, self._code = world, code
        self.people = world.people

    @property
    def call(self) -> Call:
        return Call.objects.select_related("funder").get(code=self._code)

    def prepare(self, content: Written, file_number: str) -> None:
        call = import_call(
            funder=self._world.funder,
            content=content,
            file_number=file_number,
            actor=self.people["ada"],
        )
        stamp(Call.objects.filter(pk=call.pk), "created_at", "updated_at")

    def publish(self) -> None:
        about = {"sha256": call_hash(self.call.content)}
        pending = ask_second_person(
            call=self.call, step=CallStep.PUBLISH, about=about, actor=self.people["ada"]
        )
        confirm_step(pending=pending, actor=self.people["emil"])

    def appoint(self, appointment: str, decided_on: date) -> None:
        seats = [
            Seat(
                user=self.people[called(row)],
                role=CommitteeRole(row["role"]),
                address=row.get("address", ""),
                other_memberships=row.get("memberships", ""),
            )
            for row in story("people")["people"]
            if row["role"] in _SEATS
        ]
        # In the order in which a decision of appointment names them.
        order = ["chair", "member", "substitute", "secretary"]
        seats.sort(key=lambda seat: order.index(seat.role))
        appoint_committee(
            call=self.call,
            appointment=appointment,
            decided_on=decided_on,
            seats=seats,
            actor=self.people["ada"],
        )

    def begin_opening(self) -> None:
        here = [self.people[name] for name in ("igor", "celia", "valter", "lea")]
        start_opening_session(
            call=self.call,
            place="Riva 4, Bonaca / Bonaccia",
            attendance=Attendance(here),
            actor=self.people["lea"],
        )

    def turn_key(self, name: str) -> None:
        confirm_opening(call=self.call, actor=self.people[name])

    def end_opening(self) -> None:
        close_opening_session(
            call=self.call,
            public_present=3,
            remarks="",
            actor=self.people["lea"],
        )

    def check(self, number: str, entry: Mapping[str, Any]) -> None:
        """Recognise what was declared, then decide; a dismissal names its article. `written_in` are
        the languages of the reason, where it is not translated yet.
        """
        application = Application.objects.select_related("call", "lot").get(number=number)
        if entry.get("dismissed"):
            self._decide(application, "dismiss")
            return
        words = story("desk")["corrected"]
        reason = {code: words[code] for code in entry.get("written_in", words)}
        for fact in facts_to_recognise(application):
            corrected = entry.get("corrected", {}).get(fact.code)
            recognise_fact(
                application=application,
                code=fact.code,
                value=fact.declared if corrected is None else corrected,
                reason={} if corrected is None else reason,
                actor=self.people["ada"],
            )
        self._decide(application, "complete")

    def ask(self, number: str, fields: Sequence[str]) -> None:
        """Call to supplement: each thing with its words and the article."""
        words = story("desk")["asked"]
        application = Application.objects.select_related("call", "lot").get(number=number)
        request_supplement(
            application=application,
            things=[Wanted(field, words[field], words["article"]) for field in fields],
            actor=self.people["ada"],
        )

    def tell(self, number: str) -> None:
        """What was found otherwise than declared."""
        application = Application.objects.select_related("call", "lot").get(number=number)
        tell_findings(application=application, actor=self.people["ada"])

    def weigh(self, number: str) -> None:
        """What the applicant has said of it, all in one sentence."""
        things = RequestedThing.objects.filter(
            request__application__number=number, request__kind=RequestKind.HEARING
        )
        for thing in things.select_related("request__application"):
            weigh_answer(thing=thing, sentence=story("desk")["weighed"], actor=self.people["ada"])

    def _decide(self, application: Application, verdict: str) -> None:
        dismissed, words = verdict == "dismiss", story("desk")
        failing = {"eligibility.reports"} if dismissed else set()
        facts = facts_to_recognise(application)
        asked = check_questions(application, facts, list(application.attachments.all()))
        decide_completeness(
            application=application,
            verdict=verdict,
            findings=[
                {
                    "code": one.code,
                    "result": Finding.FAILS if one.code in failing else Finding.HOLDS,
                    "note": "",
                }
                for one in asked
            ],
            article=words["article"] if dismissed else {},
            fact=words["fact"] if dismissed else {},
            actor=self.people["ada"],
        )
