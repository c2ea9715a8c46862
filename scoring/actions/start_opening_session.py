"""Begin the session at which the applications are opened."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import SYSTEM
from grants.actions._transition import lock_call
from grants.core import application_stages, call_stages
from grants.models import Call
from scoring.models import Committee, OpeningSession
from scoring.permissions import confirm_opening


@transaction.atomic
def start_opening_session(*, call: Call, place: str, actor: User) -> OpeningSession:
    """The session; the one that has begun already is given back. Raises Refused.

    With it the ledger says how many applications were sent in time.
    """
    locked = lock_call(call)
    confirm_opening.require(actor, locked)
    begun = OpeningSession.objects.filter(call=locked).first()
    if begun is not None:
        return begun
    at = lock_log()
    _guard(locked, place, at)
    sent = locked.applications.filter(state__in=application_stages.SEALED)
    session = OpeningSession(call=locked, place=clean_text(place), started_at=at)
    append_entry(
        type=EntryType.DEADLINE_CLOSED,
        call_code=locked.code,
        actor=SYSTEM,
        pub={"count": sent.count()},
        payload={"numbers": list(sent.order_by("pk").values_list("number", flat=True))},
        rows={"opening begun": [session]},
        at=at,
    )
    session.save()
    return session


def _guard(call: Call, place: str, at: datetime) -> None:
    if call.state not in call_stages.SEALED or call.opening_at is None or call.deadline_at is None:
        raise Refused(_("Only a published call can be opened."))
    if at < call.opening_at or at <= call.deadline_at:
        raise Refused(_("The session begins at the hour that the call has announced."))
    if not Committee.objects.filter(call=call).exists():
        raise Refused(_("The committee opens the applications. Appoint it first."))
    if not place.strip():
        raise Refused(_("Write where the session takes place."), field="place")
