"""The committee at work: conflicts, sheets, the meeting, the ranking."""

from collections.abc import Sequence

from accounts.models import User
from callfile.criteria import Levels, Scale
from grants.models import Application
from reports.demo.applying import Applying
from reports.demo.desk import DemoDesk
from reports.demo.people import World
from reports.demo.story import steady, story
from scoring.actions.declare_conflicts import declare_conflicts
from scoring.actions.drafts.keep_note import keep_note
from scoring.actions.drafts.keep_phrase import keep_phrase
from scoring.actions.lock_sheet import lock_sheet
from scoring.actions.meetings._meeting import Ballot
from scoring.actions.meetings.adopt_proposal import adopt_proposal
from scoring.actions.meetings.begin_meeting import begin_meeting
from scoring.actions.meetings.end_meeting import end_meeting
from scoring.actions.meetings.sign_minutes import sign_minutes
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.runs.compute_allocation import compute_allocation
from scoring.actions.runs.compute_ranking import compute_ranking
from scoring.actions.save_sheet import save_sheet
from scoring.actions.start_scoring import start_scoring
from scoring.actions.write_criterion_reason import write_criterion_reason
from scoring.models import AllocationRun, CommitteeMember, VoteChoice
from scoring.selectors.committee.attendance import Attendance
from scoring.selectors.committee.conflicts import conflict_rows
from scoring.selectors.due_sheets import assessors_of_application
from scoring.selectors.meetings.running import running_meeting, voters_of
from scoring.selectors.reasons import cases_of, values_of
from scoring.selectors.runs.lot_rules import lot_rules, questions_of

_LEVELS = {"f": 0, "n": -1}
_MIDDLE = {"g": ("good",), "p": ("partial", "part", "some")}
# Which of the three marks of the story a person gives; the substitute gives the absent one's.
_MARK = {"igor": 0, "celia": 1, "valter": 2, "ines": 2}


class ScoringDesk(DemoDesk):
    """The acts of the committee on one call."""

    def __init__(self, world: World, code: str, applying: Sequence[Applying]) -> None:
        super().__init__(world, code)
        self._applying = applying

    def begin_scoring(self) -> None:
        start_scoring(call=self.call, actor=self.people["ada"])

    def declare(self, name: str) -> None:
        person = self.people[name]
        rows = conflict_rows(self.call, person, self._seat(person))
        answers = {
            row.application.pk: _word(name, row.applicant_name) if row.matches else (False, "")
            for row in rows
        }
        declare_conflicts(call=self.call, answers=answers, actor=person)

    def score(self, number: str, name: str, *, lock: bool = True, most: int = 99) -> None:
        """One sheet, if this person scores that application; `most` criteria of it."""
        application = Application.objects.select_related("call", "lot").get(number=number)
        if self._seat(self.people[name]).pk not in assessors_of_application(application):
            return
        rules = lot_rules(application.call, application.lot.code)
        for question in questions_of(application, rules, {}).asked[:most]:
            level = _level(question.answer, self._mark(number, question.code, name))
            save_sheet(
                application=application,
                criterion=question.code,
                value=level,
                reason=_sentence(question.code, level, number, name).get("sl", ""),
                actor=self.people[name],
            )
        if lock:
            lock_sheet(application=application, actor=self.people[name])

    def begin_sheet(self, number: str, name: str) -> None:
        """One criterion, with a note on the application and the phrases that the person keeps."""
        self.score(number, name, lock=False, most=1)
        person = self.people[name]
        drafts = story("desk")["drafts"]
        for text in drafts["phrases"]:
            keep_phrase(text=text, actor=person)
        application = Application.objects.select_related("call").get(number=number)
        keep_note(application=application, text=drafts["note"], actor=person)

    def reveal(self) -> None:
        reveal_scores(call=self.call, actor=self.people["igor"])

    def write_reasons(self) -> None:
        """From the sentences of the sheets, each in both languages."""
        for case in cases_of(self.call):
            if case.needs_reason:
                said = dict.fromkeys(reason for *_value, reason in values_of(case) if reason)
                both = [_translated(case.code, sentence) for sentence in said]
                write_criterion_reason(
                    application=case.application,
                    criterion=case.code,
                    text={code: " ".join(one[code] for one in both) for code in ("sl", "it")},
                    actor=self.people["lea"],
                )

    def begin_meeting(self) -> None:
        """Of all but the substitute, in the session room."""
        chair, there = self.people["igor"], ("igor", "celia", "valter", "lea")
        begin_meeting(
            call=self.call,
            place="Riva 4, Bonaca / Bonaccia",
            attendance=Attendance([self.people[name] for name in there]),
            presides=chair.pk,
            actor=chair,
        )

    def adopt(self) -> None:
        """All are for the newest computation."""
        meeting = running_meeting(self.call)
        voters = voters_of(meeting) if meeting is not None else []
        ballots = {line["user"]: Ballot(VoteChoice.FOR) for line in voters}
        adopt_proposal(call=self.call, ballots=ballots, actor=self.people["igor"])

    def end_meeting(self) -> None:
        end_meeting(call=self.call, remarks="", actor=self.people["igor"])

    def sign_minutes(self, name: str) -> None:
        meeting = self.call.meetings.latest("number")
        sign_minutes(meeting=meeting, actor=self.people[name])

    def compute(self) -> AllocationRun:
        ranking = compute_ranking(call=self.call, actor=self.people["lea"])
        return compute_allocation(ranking=ranking, actor=self.people["ada"])

    def _seat(self, user: User) -> CommitteeMember:
        seats = CommitteeMember.objects.select_related("committee__call", "user")
        return seats.get(committee__call__code=self._code, user=user)

    def _mark(self, number: str, criterion: str, name: str) -> str:
        entry = next(one.entry for one in self._applying if one.number == number)
        return str(entry["levels"][criterion][_MARK[name]])


def _word(name: str, applicant: str) -> tuple[bool, str]:
    words = story("desk")
    reason = words["in_conflict"].get(name, {}).get(applicant)
    if reason:
        return True, reason
    return False, words["no_conflict"].get(applicant, words["usual_word"])


def _level(answer: Levels | Scale | None, mark: str) -> str:
    levels = [level.code for level in answer.levels] if isinstance(answer, Levels) else []
    if mark in _LEVELS:
        return levels[_LEVELS[mark]]
    return next(code for code in _MIDDLE[mark] if code in levels)


def _sentence(criterion: str, level: str, number: str, name: str) -> dict[str, str]:
    """The sentence of one assessor; nothing for the highest level."""
    known = story("reasons").get(criterion, {}).get(level, [])
    if not known:
        return {}
    chosen: dict[str, str] = known[steady(criterion, number, name) % len(known)]
    return chosen


def _translated(criterion: str, sentence: str) -> dict[str, str]:
    levels = story("reasons")[criterion].values()
    return next(one for level in levels for one in level if one["sl"] == sentence)
