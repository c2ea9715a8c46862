"""The minutes of a meeting of the committee, as sentences in a language.

`meeting_minutes(meeting)` gives plain data by official language of the funder:

    {language, title, call, funder, file_number, is_final,
     points: [{title, when, lines: [{text, numbers: [number]}]}],
     cases_title, cases: [{number, applicant, standing, lines: [{title, found, reason}]}]}

A line with `numbers` speaks of these applications (`["*"]` of all of them); whoever is kept out of
one of them does not read it. Until the meeting has ended the minutes hold what has happened so far.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from grants import formats
from grants.formats import text_in, write_day_short, write_time
from scoring.models import (
    AllocationRun,
    CommitteeMeeting,
    CommitteeRole,
    MeetingVote,
    MemberObjection,
    ObjectionOutcome,
    ReopenedPart,
    Reopening,
)
from scoring.selectors.committee.attendance import Line, quorum_of, seats_of_call
from scoring.selectors.committee.recusals import SEAT, declared_in_seats
from scoring.selectors.meetings.findings import findings_in_words
from scoring.selectors.meetings.shown import EVERY
from scoring.selectors.meetings.votes import vote_in_words
from scoring.selectors.opening.present import person_in_words, quorum_in_words, role_of_code
from scoring.selectors.reasons import cases_of, official_languages
from scoring.selectors.runs.results import money_in
from scoring.selectors.runs.returned import named_in, return_of

Json = dict[str, Any]


def meeting_minutes(meeting: CommitteeMeeting) -> Json:
    """In every language in which the funder decides."""
    facts = _Facts(meeting)
    return {code: _in(facts, code) for code in official_languages(meeting.call)}


class _Facts:
    """What the minutes are made of, read once for all languages."""

    def __init__(self, meeting: CommitteeMeeting) -> None:
        call = meeting.call
        self.meeting, self.call = meeting, call
        self.seats = list(seats_of_call(call))
        self.votes = list(meeting.votes.select_related("allocation__ranking", "application"))
        self.cases = cases_of(call)
        self.before = call.meetings.filter(number__lt=meeting.number).last()
        self.returned = return_of(call)
        proposals = [vote for vote in self.votes if vote.allocation_id]
        is_adopted = bool(proposals) and proposals[-1].is_adopted
        self.allocation = proposals[-1].allocation if is_adopted else None

    @property
    def since(self) -> datetime | None:
        return self.before.ended_at if self.before is not None else None


def _in(facts: _Facts, language: str) -> Json:
    call, meeting = facts.call, facts.meeting
    with override(language):
        return {
            "language": language,
            "title": _("Minutes of meeting %(number)d of the committee")
            % {"number": meeting.number},
            "call": text_in(call.title, language),
            "funder": call.funder.name.localize(language),
            "file_number": call.file_number,
            "is_final": meeting.ended_at is not None,
            "points": [*_points(facts)],
            "cases_title": _("Findings on each application"),
            "cases": [*findings_in_words(facts.cases, facts.allocation, language)],
        }


def _points(facts: _Facts) -> Iterator[Json]:
    meeting = facts.meeting
    yield _point(_("Beginning"), [_line(_begun(facts))], write_time(meeting.started_at))
    yield _point(_("Attendance and quorum"), [_line(one) for one in _attendance(facts)])
    yield _point(_("Agenda"), [_line(_agenda())])
    yield _point(_("Exclusions and objections"), _kept_out(facts))
    yield _point(_("What was opened again"), _reopened(facts))
    yield _point(_("Votes on scores"), _votes(facts))
    yield _point(_("Ranking and proposal"), [_line(one) for one in _proposal(facts)])
    yield _point(_("Remarks"), [_line(meeting.remarks or _("Those present made no remarks."))])
    if meeting.ended_at is not None:
        ended = _("%(name)s ended the meeting on %(day)s at %(time)s.") % {
            "name": meeting.ended_by,
            "day": write_day_short(meeting.ended_at),
            "time": write_time(meeting.ended_at),
        }
        yield _point(_("End"), [_line(ended)], write_time(meeting.ended_at))


def _point(title: str, lines: Iterable[Json], when: str = "") -> Json:
    return {"title": title, "when": when, "lines": list(lines)}


def _line(text: str, numbers: Sequence[str] = ()) -> Json:
    return {"text": text, "numbers": list(numbers)}


def _begun(facts: _Facts) -> str:
    meeting = facts.meeting
    return _("The meeting began on %(day)s at %(time)s, %(place)s. %(name)s presided.") % {
        "day": write_day_short(meeting.started_at),
        "time": write_time(meeting.started_at),
        "place": meeting.place,
        "name": _name(meeting.attendance[0]["present"], meeting.attendance[0]["presides"]),
    }


def _name(lines: Sequence[Line], user: int) -> str:
    return next((str(line["name"]) for line in lines if line["user"] == user), "–")


def _attendance(facts: _Facts) -> Iterator[str]:
    last: dict[str, Any] = {}
    for one in facts.meeting.attendance:
        at, lines = datetime.fromisoformat(one["at"]), one["present"]
        if last:
            yield _("From %(time)s on:") % {"time": write_time(at)}
        yield _("Present: %(names)s.") % {"names": ", ".join(map(person_in_words, lines))}
        here = {line["user"] for line in lines}
        missing = [
            f"{seat.user.name} ({role_of_code(seat.role_at(at))})"
            for seat in facts.seats
            if seat.sat_at(at)
            and seat.role_at(at) != CommitteeRole.SUBSTITUTE
            and seat.user_id not in here
        ]
        if missing:
            yield _("Absent: %(names)s.") % {"names": ", ".join(missing)}
        if last and last["presides"] != one["presides"]:
            yield _("%(name)s presides.") % {"name": _name(lines, one["presides"])}
        yield quorum_in_words(quorum_of(facts.seats, lines))
        last = one


def _agenda() -> str:
    return _(
        "Attendance and quorum; exclusions; scores on which the members differ; values and reasons"
        " for the decisions; ranking and proposal."
    )


def _kept_out(facts: _Facts) -> Iterator[Json]:
    rows = declared_in_seats(application__call=facts.call).order_by("application__number", SEAT)
    found: dict[str, list[str]] = defaultdict(list)
    for number, name in rows.values_list("application__number", "user__name"):
        found[number].append(name)
    for number, names in found.items():
        words = _("%(number)s: kept out and without a vote on it: %(names)s.")
        yield _line(words % {"number": number, "names": ", ".join(names)}, [number])
    if not found:
        yield _line(_("Nobody is kept out of an application."))
    objections = MemberObjection.objects.filter(application__call=facts.call).exclude(
        outcome=ObjectionOutcome.OPEN
    )
    for one in objections.select_related("application", "member__user").order_by("pk"):
        number = one.application.number
        yield _line(_objection(one, number), [number])


def _objection(one: MemberObjection, number: str) -> str:
    decided = one.decided_at or one.raised_at
    return _(
        "%(number)s: objection to %(name)s, decided on %(day)s: %(outcome)s. Reason: %(reason)s"
    ) % {
        "number": number,
        "name": one.member.user.name,
        "day": write_day_short(decided),
        "outcome": one.get_outcome_display(),
        "reason": one.decision_reason,
    }


def _reopened(facts: _Facts) -> Iterator[Json]:
    returned, since = facts.returned, facts.since
    is_new = returned is not None and (since is None or returned.at > since)
    if returned is not None and is_new:
        words = _("The proposal was returned on %(day)s at %(time)s: %(reason)s") % {
            "day": write_day_short(returned.at),
            "time": write_time(returned.at),
            "reason": returned.reason,
        }
        yield _line(words, list(named_in(returned)) or EVERY)
    rows = Reopening.objects.filter(application__call=facts.call)
    if since is not None:
        rows = rows.filter(opened_at__gt=since)
    found = list(rows.select_related("application", "member__user", "opened_by").order_by("pk"))
    for row in found:
        number = row.application.number
        yield _line(_opened(row, number), [number])
    if found:
        yield _line(_("What stood there before is kept in the file of the application."))
    elif not is_new:
        yield _line(_("Nothing was opened again."))


def _opened(row: Reopening, number: str) -> str:
    what = str(ReopenedPart(row.part).label)
    if row.member is not None:
        what = _("Sheet of %(name)s") % {"name": row.member.user.name}
    return _("%(number)s, %(what)s, by %(name)s on %(day)s: %(reason)s") % {
        "number": number,
        "what": what,
        "name": row.opened_by,
        "day": write_day_short(row.opened_at),
        "reason": row.reason,
    }


def _votes(facts: _Facts) -> Iterator[Json]:
    votes = [(one, one.application) for one in facts.votes if one.application is not None]
    for vote, application in votes:
        number = str(application.number)
        about = _("%(number)s, %(criterion)s, %(value)s") % {
            "number": number,
            "criterion": vote.criterion,
            "value": _voted_value(facts, vote),
        }
        for text in vote_in_words(vote, about):
            yield _line(text, [number])
    if not votes:
        yield _line(_("No vote was taken on a score."))


def _voted_value(facts: _Facts, vote: MeetingVote) -> str:
    case = next(
        (
            one
            for one in facts.cases
            if one.application.pk == vote.application_id and one.code == vote.criterion
        ),
        None,
    )
    points = case.points_of(vote.value) if case is not None else None
    return formats.write_exact(points, 4) if points is not None else vote.value


def _proposal(facts: _Facts) -> Iterator[str]:
    votes = [(one, one.allocation) for one in facts.votes if one.allocation is not None]
    if not votes:
        yield _("The committee did not vote on a proposal.")
    for vote, run in votes:
        about = _("Ranking and amounts of computation %(number)d as the proposal") % {
            "number": run.ranking.number
        }
        yield from vote_in_words(vote, about)
    if votes and facts.allocation is None and _was_adopted(facts):
        yield _("The newest vote decides: what was adopted before is not the proposal any more.")
    if facts.allocation is not None:
        yield from _lots(facts.allocation, facts)
        yield _("Fingerprint of the computation, SHA-256: %(sha256)s.") % {
            "sha256": facts.allocation.result_sha256
        }


def _was_adopted(facts: _Facts) -> bool:
    """In this meeting or in one before it."""
    runs = [vote.allocation_id for vote in facts.votes if vote.allocation_id]
    until = facts.meeting.number
    votes = MeetingVote.objects.filter(allocation__in=runs, meeting__number__lte=until)
    return votes.filter(is_adopted=True).exists()


def _lots(run: AllocationRun, facts: _Facts) -> Iterator[str]:
    for lot in facts.call.file.leaves:
        money = money_in(run, lot.code)
        if money is None:
            continue
        yield _("%(lot)s: %(spent)s of %(budget)s are proposed.") % {
            "lot": f"{lot.code} {text_in(lot.title)}".strip(),
            "spent": formats.write_money(formats.to_cents(money["spent"]) or 0),
            "budget": formats.write_money(formats.to_cents(money["budget"]) or 0),
        }
