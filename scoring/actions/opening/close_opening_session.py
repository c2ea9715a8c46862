"""End the opening session: the public, what was said, the seed of a draw; checking begins."""

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions._transition import lock_to_move
from grants.actions.calls.unseal_call import receives
from grants.core import application_stages
from grants.core.workflow import CallStep
from grants.models import Application, Call
from scoring.models import OpeningSession
from scoring.waiting_mail import ask_for_statements

MOST_PUBLIC = 9999


def close_opening_session(
    *, call: Call, public_present: int, remarks: str, actor: User
) -> OpeningSession:
    """The session with its minutes, final from now on; once more is once. Raises Refused.

    The seed of a draw is the fingerprint of the entry seal.opened: nobody could know it before the
    deadline, and everybody finds it in the ledger.
    """
    with act(call, CallStep.START_CHECKING, actor) as done:
        locked = done.call
        session = OpeningSession.objects.select_for_update().filter(call=locked).first()
        if session is not None and session.closed_at is not None:
            return session
        done.require()
        if session is None or session.entry is None:
            raise Refused(_("The applications are not open yet."))
        if not 0 <= public_present <= MOST_PUBLIC:
            raise Refused(_("Write how many persons from the public were there."), field="public")
        session.public_present, session.remarks = public_present, clean_text(remarks)
        session.closed_at, session.closed_by = done.at, actor
        locked.draw_seed = session.entry.leaf_hash
        locked.save(update_fields=["draw_seed", "updated_at"])
        done.record(
            pub={"step": CallStep.START_CHECKING.value, "draw_seed": locked.draw_seed},
            payload={
                "public_present": public_present,
                "remarks": session.remarks,
            },
            rows={"opening closed": [session]},
            # What came late is received for its dismissal, and stays closed.
            moves=[done.move(locked), *(receives(one) for one in _late(locked))],
        )
        session.save()
        ask_for_statements(done)
        return session


def _late(call: Call) -> list[Application]:
    rows = call.applications.filter(state__in=application_stages.SEALED, paper__is_late=True)
    return lock_to_move(rows, call)
