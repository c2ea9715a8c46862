"""Begin the session at which the applications are opened."""

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from audit.keys.pseudonyms import SYSTEM
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.models import Call
from grants.selectors.calls.paper_applications import sealed_in_time
from scoring.actions._attendance import take_attendance
from scoring.models import OpeningSession
from scoring.selectors.committee.attendance import Attendance


def start_opening_session(
    *, call: Call, place: str, attendance: Attendance, actor: User
) -> OpeningSession:
    """The session; the one that has begun already is given back. Raises Refused, also where the
    committee has no quorum.

    With it the ledger says how many applications were sent in time.
    """
    with act(call, CallWork.START_SESSION, actor) as done:
        locked = done.call
        begun = OpeningSession.objects.filter(call=locked).first()
        if begun is not None:
            return begun
        at = done.at
        if not place.strip():
            raise Refused(_("Write where the session takes place."), field="place")
        sent = sealed_in_time(locked)
        session = OpeningSession(call=locked, place=clean_text(place), started_at=at)
        session.present = take_attendance(locked, attendance, [actor])
        done.record(
            by=SYSTEM,
            pub={"count": sent.count()},
            payload={"numbers": list(sent.values_list("number", flat=True))},
            rows={"opening begun": [session]},
        )
        session.save()
        return session
