"""Begin a meeting of the committee: where, who is there, who presides."""

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.models import Call
from scoring.actions._attendance import NO_MEETING, pseudonyms_of, take_attendance
from scoring.actions._scoring import committee_of
from scoring.actions.meetings._meeting import present_line
from scoring.models import CommitteeMeeting
from scoring.selectors.committee.attendance import Attendance, Line, has_vote
from scoring.selectors.meetings.running import running_meeting

MOST_CHARACTERS = 200


def begin_meeting(
    *, call: Call, place: str, attendance: Attendance, presides: int, actor: User
) -> CommitteeMeeting:
    """The meeting; the same once more is given back. `presides` is the key of a person who is there
    with a vote. Raises Refused, also without a quorum, or where another attendance is noted in the
    meeting that is under way.
    """
    with act(call, CallWork.BEGIN_MEETING, actor) as done:
        locked = done.call
        committee_of(locked)
        begun = running_meeting(locked)
        if begun is not None:
            _require_same(begun, locked, attendance, presides, actor)
            return begun
        done.require()
        where = clean_text(place)
        if not where or len(where) > MOST_CHARACTERS:
            raise Refused(_("Write where the meeting takes place."), field="place")
        lines = take_attendance(locked, attendance, [actor], needs=NO_MEETING)
        require_presiding(lines, presides)
        meeting = CommitteeMeeting(
            call=locked,
            number=locked.meetings.count() + 1,
            place=where,
            started_at=done.at,
            started_by=actor,
            attendance=[{"at": done.at.isoformat(), "presides": presides, "present": lines}],
        )
        meeting.entry = done.record(
            pub={"meeting": meeting.number},
            payload={"meeting": meeting.number, "present": pseudonyms_of(locked, lines)},
            rows={"meeting begun": [meeting]},
        )
        meeting.save()
        return meeting


def _require_same(
    begun: CommitteeMeeting, call: Call, attendance: Attendance, presides: int, actor: User
) -> None:
    first = begun.attendance[0]
    lines = take_attendance(call, attendance, [actor], needs=None)
    if lines == first["present"] and presides == first["presides"]:
        return
    names = ", ".join(line["name"] for line in begun.present)
    raise Refused(
        _(
            "Meeting %(number)d is under way already. Noted as present: %(names)s. Change the"
            " attendance there."
        )
        % {"number": begun.number, "names": names}
    )


def require_presiding(lines: list[dict[str, object]], presides: int) -> None:
    """Raises Refused unless that person is there with a vote."""
    found: Line | None = present_line(lines, presides)
    if found is None or not has_vote(found):
        raise Refused(
            _("Whoever presides is here and has a vote: the chair, or a member in that place."),
            field="presides",
        )
