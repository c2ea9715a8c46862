"""The course of one call, from the draft to the state in which the demo leaves it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from awards.actions.approve_proposal import approve_proposal
from awards.actions.prepare_decisions import prepare_decisions
from awards.actions.propose_allocation import propose_allocation
from awards.actions.sign_decisions import sign_decisions
from awards.models import Proposal
from grants.actions.questions.answer_question import answer_question
from grants.actions.questions.ask_question import ask_question
from grants.actions.questions.correct_answer import correct_answer
from grants.actions.questions.decline_question import decline_question
from grants.models import Call
from jobs.actions.run_job import run_job
from jobs.models import Job
from reports.actions.publish_results import publish_results
from reports.actions.start_issuing import start_issuing
from reports.demo.applying import Applying, plan_papers
from reports.demo.calendar import Course, stamp
from reports.demo.call_files import call_content
from reports.demo.people import World
from reports.demo.scoring_desk import ScoringDesk
from reports.demo.story import story
from scoring.selectors.runs.ranking import runs_of

# How far a call goes; each stop includes all before it.
_STOPS = ("draft", "announced", "open", "closed", "checking", "scoring", "proposed", "decided")
_SCORERS = ("igor", "celia", "valter", "ines")
_AT_THE_MEETING = ("igor", "celia", "valter", "lea")
# What Celia has done where the scoring still runs: locked sheets, then one begun.
_LOCKED_BY_CELIA = 3
_MINUTES_A_CHECK = 13
_LONG_ENOUGH = 600


class CallCourse:
    """Puts the acts of one call into the common course."""

    def __init__(self, world: World, spec: Mapping[str, Any], course: Course) -> None:
        self.world, self.spec, self.course = world, spec, course
        self.year = world.calendar.year + spec["year"]
        self.applying = [
            Applying(world, entry, place, self.year)
            for place, entry in enumerate(story("applications").get(spec["key"], []))
        ]
        self.content = call_content(dict(spec), world.calendar)
        self.desk = ScoringDesk(world, self.content["code"], self.applying)

    def plan(self) -> None:
        self._at("prepared", "10:24", self._prepare)
        if self._goes_to("announced"):
            self._at("published", "08:00", self.desk.publish)
            self._at("published", "12:40", self._appoint)
            _plan_questions(self.world, self.spec["key"], self.course, lambda: self.desk.call)
        if self._goes_to("open"):
            self._plan_applications()
            plan_papers(self.world, self.spec["key"], self.course, lambda: self.desk.call)
        if self._goes_to("checking"):
            self._plan_opening()
            self._plan_checks()
        if self._goes_to("scoring"):
            self._plan_scoring()
        if self._goes_to("proposed"):
            self._plan_proposal()
        if self._goes_to("decided"):
            self._plan_decisions()

    # ---- the parts of the course

    def _prepare(self) -> None:
        self.desk.prepare(self.content, f"{self.spec['file_number']}/{self._published.year}")

    def _appoint(self) -> None:
        place = self.spec["file_number"].partition("-")[2]
        self.desk.appoint(f"032-{place}/{self._published.year}", self._published)

    @property
    def _published(self) -> date:
        return self.world.calendar.day(self.spec["days"]["published"])

    def _plan_applications(self) -> None:
        began = self._moment("opens", "08:30")
        ended = self._moment("deadline", "12:00")
        ended = min(ended, self.world.calendar.now - timedelta(hours=14))
        for one in self.applying:
            self._plan_one(one, began, ended)

    def _plan_one(self, one: Applying, began: datetime, ended: datetime) -> None:
        one.plan(self.course, lambda: self.desk.call, began, ended)

    def _plan_opening(self) -> None:
        self._at("opening", "09:00", self.desk.begin_opening)
        self._at("opening", "09:05", lambda: self.desk.turn_key("ada"))
        self._at("opening", "09:06", lambda: self.desk.turn_key("lea"))
        self._at("opening", "09:40", self.desk.end_opening)

    def _plan_checks(self) -> None:
        all_checked = self._goes_to("scoring")
        checked = [
            one
            for one in self.applying
            if all_checked or one.entry.get("checked") or one.entry.get("dismissed")
        ]
        for place, one in enumerate(checked):
            moment = self._moment("checked", "09:10") + timedelta(minutes=_MINUTES_A_CHECK * place)
            self._add(moment, self._checking(one))

        for one in self.applying:
            if one.entry.get("asked"):
                self._at("checked", "14:20", self._asking(one))
                taken = self._moment("checked", "19:35") + timedelta(days=1)
                self._add(taken, one.take_over)
            self._plan_hearing(one)

    def _plan_hearing(self, one: Applying) -> None:
        acts = {
            "told": lambda: self.desk.tell(one.number),
            "taken": one.take_over,
            "said": one.answer,
            "weighed": lambda: self.desk.weigh(one.number),
        }
        moments = one.entry.get("heard", {})
        for name, act in acts.items():
            if name in moments:
                self._add(self.world.calendar.at(*moments[name]), act)

    def _asking(self, one: Applying) -> Callable[[], None]:
        return lambda: self.desk.ask(one.number, one.entry["asked"])

    def _checking(self, one: Applying) -> Callable[[], None]:
        return lambda: self.desk.check(one.number, one.entry)

    def _plan_scoring(self) -> None:
        for place, name in enumerate(_SCORERS):
            self._at("scoring", f"{9 + place}:20", self._declaring(name))
        self._at("scoring", "14:30", self.desk.begin_scoring)
        scored = [one for one in self.applying if not one.entry.get("dismissed")]
        for turn, name in enumerate(_SCORERS):
            for place, one in enumerate(scored):
                day = self.spec["days"]["sheets"] + turn
                moment = self.world.calendar.at(day, "17:05", 21 * place)
                if act := self._scoring(one, name, place):
                    self._add(moment, act)

    def _declaring(self, name: str) -> Callable[[], None]:
        return lambda: self.desk.declare(name)

    def _scoring(self, one: Applying, name: str, place: int) -> Callable[[], None] | None:
        if name == "celia" and not self._goes_to("proposed"):
            if place > _LOCKED_BY_CELIA:
                return None
            if place == _LOCKED_BY_CELIA:
                return lambda: self.desk.begin_sheet(one.number, name)
        return lambda: self.desk.score(one.number, name)

    def _plan_proposal(self) -> None:
        self._at("revealed", "13:05", self.desk.reveal)
        self._at("revealed", "15:30", self.desk.write_reasons)
        self._at("ranked", "10:12", self.desk.compute)
        self._at("proposed", "09:00", self.desk.begin_meeting)
        self._at("proposed", "10:20", self.desk.compute)
        self._at("proposed", "10:34", self.desk.adopt)
        self._at("proposed", "10:41", self.desk.end_meeting)
        for place, name in enumerate(_AT_THE_MEETING):
            self._at("proposed", f"11:{12 + 7 * place}", self._signing(name))
        self._at("proposed", "11:48", self._propose)

    def _signing(self, name: str) -> Callable[[], None]:
        return lambda: self.desk.sign_minutes(name)

    def _propose(self) -> None:
        allocation = runs_of(self.desk.call).allocation
        if allocation is not None:
            propose_allocation(allocation=allocation, actor=self.world.people["ada"])

    def _plan_decisions(self) -> None:
        self._at("approved", "14:20", self._approve)
        self._at("issued", "09:30", self._issue)
        self._at("results", "08:00", self._show)

    def _approve(self) -> None:
        proposal = Proposal.objects.get(call=self.desk.call)
        emil = self.world.people["emil"]
        approve_proposal(proposal=proposal, actor=emil)
        prepare_decisions(call=self.desk.call, actor=emil)
        sign_decisions(call=self.desk.call, actor=emil)

    def _issue(self) -> None:
        job = start_issuing(call=self.desk.call, actor=self.world.people["ada"])
        run_job(job_id=job.pk, slice_seconds=_LONG_ENOUGH)
        stamp(Job.objects.filter(pk=job.pk), "created_at", "started_at", "finished_at")

    def _show(self) -> None:
        publish_results(call=self.desk.call, actor=self.world.people["ada"])

    # ---- when

    def _goes_to(self, stop: str) -> bool:
        return _STOPS.index(self.spec["stop"]) >= _STOPS.index(stop)

    def _moment(self, name: str, clock: str) -> datetime:
        return self.world.calendar.at(self.spec["days"][name], clock.zfill(5))

    def _at(self, name: str, clock: str, act: Callable[[], object]) -> None:
        self._add(self._moment(name, clock), act)

    def _add(self, moment: datetime, act: Callable[[], object]) -> None:
        self.course.add(moment, act)


def _plan_questions(world: World, key: str, course: Course, call_of: Callable[[], Call]) -> None:
    """`key` is that of the call in the story; `call_of` gives it once it is published."""
    for entry in story("questions").get(key, []):
        _plan_question(world, entry, course, call_of)


def _plan_question(
    world: World, entry: Mapping[str, Any], course: Course, call_of: Callable[[], Call]
) -> None:
    def ask() -> None:
        ask_question(call=call_of(), text=entry["text"], language=entry["language"])

    def answer() -> None:
        question = call_of().questions.get(text=entry["text"])
        answer_question(
            question=question,
            wording=entry["question"],
            answer=entry["answer"],
            actor=world.people["ada"],
        )

    def correct() -> None:
        question = call_of().questions.get(text=entry["text"])
        correct_answer(
            question=question,
            answer=entry["corrected_answer"],
            since=0,
            actor=world.people["ada"],
        )

    def decline() -> None:
        question = call_of().questions.get(text=entry["text"])
        decline_question(question=question, reason=entry["reason"], actor=world.people["ada"])

    acts = (("asked", ask), ("answered", answer), ("corrected", correct), ("declined", decline))
    for name, act in acts:
        if name in entry:
            course.add(world.calendar.at(*entry[name]), act)
