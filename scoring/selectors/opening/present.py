"""Who was at the opening session, in the sentences of its minutes and of its page."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Role, User
from scoring.models import CommitteeMember, CommitteeRole, OpeningSession
from scoring.selectors.committee.attendance import Line, Quorum, quorum_of


def attendance_in_words(session: OpeningSession, seats: list[CommitteeMember]) -> Iterator[str]:
    yield _("Present: %(names)s.") % {"names": ", ".join(map(person_in_words, session.present))}
    here = {line["user"] for line in session.present}
    missing = [
        f"{seat.user.name} ({role_of_code(role)})"
        for seat, role in _seated(session, seats)
        if role != CommitteeRole.SUBSTITUTE and seat.user_id not in here
    ]
    if missing:
        yield _("Absent: %(names)s.") % {"names": ", ".join(missing)}
    else:
        yield _("Nobody of the committee is absent.")
    yield quorum_in_words(quorum_of(seats, session.present))
    if session.closed_at is not None:
        yield ngettext(
            "%(count)d person from the public is present.",
            "%(count)d persons from the public are present.",
            session.public_present,
        ) % {"count": session.public_present}


def quorum_in_words(quorum: Quorum) -> str:
    counts = {"appointed": quorum.appointed, "here": quorum.here, "needed": quorum.needed}
    if quorum.is_met:
        return (
            _(
                "Members with a vote: %(appointed)d appointed, %(here)d here, at least %(needed)d"
                " needed. The committee has a quorum."
            )
            % counts
        )
    return (
        _(
            "Members with a vote: %(appointed)d appointed, %(here)d here, at least %(needed)d"
            " needed. The committee has no quorum."
        )
        % counts
    )


def person_in_words(line: Line) -> str:
    """Name and role, and in whose place."""
    role = role_of_code(line["role"])
    if "in_place_of" in line:
        role = _("%(role)s, in the place of %(name)s") % {
            "role": role,
            "name": line["in_place_of"]["name"],
        }
    return f"{line['name']} ({role})"


def opener_in_words(user: User | None, at: datetime | None, seats: list[CommitteeMember]) -> str:
    if user is None or at is None:
        return "–"
    found = (seat.role_at(at) for seat in seats if seat.user_id == user.pk and seat.sat_at(at))
    role = next(found, "officer")
    return f"{user.name} ({role_of_code(role)})"


def role_of_code(code: str) -> str:
    seat = code in CommitteeRole.values
    return str(CommitteeRole(code).label if seat else Role.OFFICER.label)


def _seated(
    session: OpeningSession, seats: list[CommitteeMember]
) -> Iterator[tuple[CommitteeMember, str]]:
    """Who sat in the committee at the opening, and as what; until then who sits now."""
    moment = session.second_at or timezone.now()
    return ((seat, seat.role_at(moment)) for seat in seats if seat.sat_at(moment))
