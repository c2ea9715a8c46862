"""The opening session in the words and shapes of its page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from grants.formats import write_day, write_money, write_time, write_weekday
from scoring.models import CommitteeRole
from scoring.selectors.opening.minutes import agenda, late_in_words
from scoring.selectors.opening.present import quorum_in_words
from scoring.selectors.opening.session import Opening, Stage


def opening_in_words(opening: Opening) -> dict[str, Any]:
    count = len(opening.session.opened) if opening.session else 0
    return {
        "kicker": _kicker(opening),
        "keys": _keys(opening),
        "people": _people(opening),
        "agenda": _agenda(opening),
        "alerts": unreadable_in_words(opening.unreadable),
        "quorum": _quorum(opening),
        "count": ngettext(
            "%(count)s application received in time",
            "%(count)s applications received in time",
            count,
        )
        % {"count": count},
        "total": write_money(opening.total_cents),
        "sent": ngettext(
            "%(count)s sealed application waits.",
            "%(count)s sealed applications wait.",
            opening.sent,
        )
        % {"count": opening.sent},
        "withdrawn": ngettext(
            "%(count)s withdrawn, not opened",
            "%(count)s withdrawn, not opened",
            len(opening.withdrawn),
        )
        % {"count": len(opening.withdrawn)},
        "late": [late_in_words(one) for one in opening.late],
        "late_count": ngettext(
            "%(count)s on paper came too late, not opened",
            "%(count)s on paper came too late, not opened",
            len(opening.late),
        )
        % {"count": len(opening.late)},
        "is_open": opening.stage in (Stage.OPEN, Stage.CLOSED),
    }


def _kicker(opening: Opening) -> str:
    when = opening.session.started_at if opening.session else opening.call.opening_at
    if when is None:
        return _("Opening of applications")
    words = f"{write_weekday(when)}, {write_day(when)}"
    place = f", {opening.session.place}" if opening.session else ""
    return _("Opening of applications, %(day)s") % {"day": words} + place


def _keys(opening: Opening) -> list[dict[str, str]]:
    session = opening.session
    if session is None:
        return []
    # A first confirmation that has lapsed is none.
    stale = opening.stage is Stage.FIRST_KEY
    first = None if stale else session.first_by
    names = (_("First confirmation"), _("Second confirmation"))
    given = ((first, session.first_at), (session.second_by, session.second_at))
    keys = []
    for name, (user, moment) in zip(names, given, strict=True):
        if user is None or moment is None:
            keys.append({"kicker": name, "who": "–", "shape": "wait", "words": _("awaited")})
            continue
        keys.append(
            {
                "kicker": f"{name}, {write_time(moment, seconds=True)}",
                "who": _who(opening, user),
                "shape": "done",
                "words": _("Confirmed with password"),
            }
        )
    return keys


def _who(opening: Opening, user: User) -> str:
    return f"{user.name}, {opening.role_words(user)}"


def unreadable_in_words(numbers: Sequence[str]) -> list[dict[str, str]]:
    """For components/alerts.html; nothing where all was whole when it was read last."""
    if not numbers:
        return []
    words = _(
        "Of these applications something is missing or is not what was sent: %(numbers)s. The"
        " administrator puts it back from the backup before the opening; fsck says what it is."
        " All that can be read is opened without it all the same."
    ) % {"numbers": ", ".join(numbers)}
    return [{"title": _("Damaged applications or files"), "words": words}]


def _agenda(opening: Opening) -> list[dict[str, str]]:
    """The points of the session and how far it has come."""
    is_open = opening.stage in (Stage.OPEN, Stage.CLOSED)
    is_closed = opening.stage is Stage.CLOSED
    begun = opening.session is not None
    reached = (begun, begun, is_open, is_closed, is_closed)
    points = enumerate(zip(agenda(), reached, strict=True), 1)
    found = [
        (f"{number}. {words[:1].upper()}{words[1:]}", done) for number, (words, done) in points
    ]
    if not begun:
        return [{"name": name, "words": ""} for name, _done in found]
    return [
        {
            "name": name,
            "shape": "done" if done else "wait",
            "words": _("done") if done else _("to come"),
        }
        for name, done in found
    ]


def _quorum(opening: Opening) -> str:
    if opening.session is not None:
        return quorum_in_words(opening.quorum)
    return _(
        "Members with a vote: %(appointed)d appointed. At least %(needed)d must be there; a"
        " substitute counts in the place of a member."
    ) % {"appointed": opening.quorum.appointed, "needed": opening.quorum.needed}


def _people(opening: Opening) -> list[dict[str, str]]:
    """Attendance from the beginning; before it, who belongs to the session."""
    if opening.session is None:
        return [
            {"name": seat.user.name, "note": "", "words": str(CommitteeRole(seat.role).label)}
            for seat in opening.seats
        ]
    here = {line["user"]: line for line in opening.session.present}
    everybody = [seat.user for seat in opening.seats] + opening.others
    return [
        {
            "name": user.name,
            "note": _note(opening, user, here.get(user.pk)),
            "shape": "done" if user.pk in here else "none",
            "words": _("present") if user.pk in here else _("absent"),
        }
        for user in everybody
    ]


def _note(opening: Opening, user: User, line: Mapping[str, Any] | None) -> str:
    role = opening.role_words(user)
    if line is None or "in_place_of" not in line:
        return role
    name = line["in_place_of"]["name"]
    return _("%(role)s, in the place of %(name)s") % {"role": role, "name": name}
