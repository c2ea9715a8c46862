"""The meetings of a committee in words: who is there, what was voted on, who signs."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grants import formats
from grants.formats import write_day_short, write_time
from scoring.models import (
    CommitteeMeeting,
    CommitteeRole,
    MeetingVote,
    MinutesSignature,
    SignatureKind,
    VoteChoice,
)
from scoring.selectors.committee.attendance import Line, has_vote
from scoring.selectors.meetings.attended import MeetingPeople
from scoring.selectors.meetings.ranked import CommitteeRanking
from scoring.selectors.opening.present import role_of_code
from scoring.selectors.runs.results import amount_of


def people_in_words(people: MeetingPeople) -> list[dict[str, str]]:
    """For components/people2.html; before a meeting only the roles."""
    here = {line["user"]: line for line in people.noted}
    rows = []
    for seat in people.seats:
        role = str(CommitteeRole(seat.role).label)
        if not people.noted:
            rows.append({"name": seat.user.name, "note": "", "words": role})
            continue
        line = here.get(seat.user_id)
        rows.append(
            {
                "name": seat.user.name,
                "note": _note(role, line, presides=people.presides == seat.user_id),
                "shape": "done" if line is not None else "none",
                "words": pgettext("meeting", "present") if line else pgettext("meeting", "absent"),
            }
        )
    return rows


def _note(role: str, line: Line | None, *, presides: bool) -> str:
    if line is not None and "in_place_of" in line:
        name = line["in_place_of"]["name"]
        role = _("%(role)s, in the place of %(name)s") % {"role": role, "name": name}
    elif line is not None and not has_vote(line):
        role = _("%(role)s, without a vote") % {"role": role}
    return _("%(role)s, presides") % {"role": role} if presides and line is not None else role


def meeting_kicker(meeting: CommitteeMeeting) -> str:
    return _("Meeting %(number)d, %(day)s at %(time)s, %(place)s") % {
        "number": meeting.number,
        "day": write_day_short(meeting.started_at),
        "time": write_time(meeting.started_at),
        "place": meeting.place,
    }


def meetings_in_words(
    meetings: Iterable[CommitteeMeeting], waiting: Sequence[CommitteeMeeting]
) -> list[dict[str, Any]]:
    """Each with the state of its minutes; `waiting` are those that wait for the reader."""
    mine = {one.pk for one in waiting}
    return [
        {
            "number": one.number,
            "day": write_day_short(one.started_at),
            "shape": "act" if one.pk in mine else "done" if one.ended_at else "part",
            "words": _("to be signed off by you")
            if one.pk in mine
            else _("minutes")
            if one.ended_at
            else _("under way"),
        }
        for one in meetings
    ]


def votes_in_words(votes: Iterable[MeetingVote], hidden: set[str]) -> list[dict[str, Any]]:
    """The newest first, without those on applications that are closed to the reader."""
    rows = []
    for vote in votes:
        number = vote.application.number if vote.application is not None else ""
        if number in hidden:
            continue
        about = (
            _("Ranking and amounts of computation %(number)d as the proposal")
            % {"number": vote.allocation.ranking.number}
            if vote.allocation is not None
            else f"{number}, {vote.criterion}"
        )
        rows.append(
            {
                "about": about,
                "when": f"{write_day_short(vote.taken_at)}, {write_time(vote.taken_at)}",
                "for": vote.count(VoteChoice.FOR),
                "against": vote.count(VoteChoice.AGAINST),
                "abstained": vote.count(VoteChoice.ABSTAINED),
                "shape": "done" if vote.is_adopted else "no",
                "words": _("Adopted") if vote.is_adopted else _("Not adopted"),
                "opinions": [one for one in vote.ballots if one["opinion"]],
            }
        )
    return rows


_SHAPES = {
    SignatureKind.SIGNED: "done",
    SignatureKind.REFUSED: "no",
    SignatureKind.MISSING: "none",
}


def signatures_in_words(
    meeting: CommitteeMeeting, signatures: Iterable[MinutesSignature]
) -> list[dict[str, Any]]:
    """Everybody who was there: signed off when, or not yet; remarks and reasons below."""
    given = {one.user_id: one for one in signatures}
    rows: list[dict[str, Any]] = []
    for line in meeting.came:
        row = {"name": line["name"], "note": role_of_code(line["role"]), "said": ""}
        one = given.get(line["user"])
        if one is None:
            row |= {"shape": "wait", "words": _("awaited")}
        else:
            kind = SignatureKind(one.kind)
            when = f"{write_day_short(one.given_at)}, {write_time(one.given_at)}"
            words = when if kind is SignatureKind.SIGNED else str(kind.label)
            row |= {"shape": _SHAPES[kind], "words": words, "said": one.reason}
        rows.append(row)
    return rows


def ranked_in_words(found: CommitteeRanking) -> list[dict[str, Any]]:
    """The rows of the page: lot, place, points, amount in cents, what follows."""
    rows = []
    for row in found.page:
        amount = amount_of(row)
        total = formats.to_fraction(row.total) if row.total else None
        rows.append(
            {
                "lot": row.lot,
                "place": row.place,
                "number": row.application.number,
                "applicant": (row.application.applicant or {}).get("name", ""),
                "total": formats.write_exact(total, 4) if total is not None else "–",
                "requested": row.application.requested_cents or 0,
                "amount": amount.amount_cents if amount is not None else 0,
            }
        )
    return rows
