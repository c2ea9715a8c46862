"""End the opening session: who was there, what was said, the seed of a draw; checking begins."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from audit.keys.pseudonyms import pseudonym_in_call
from grants.actions._act import act
from grants.actions._transition import lock_to_move
from grants.actions.calls.unseal_call import receives
from grants.core import application_stages
from grants.core.workflow import CallStep
from grants.models import Application, Call
from scoring.models import SITS, CommitteeMember, OpeningSession
from scoring.permissions import SCORING_ROLES

MOST_PUBLIC = 9999


def close_opening_session(
    *, call: Call, present: Sequence[User], public_present: int, remarks: str, actor: User
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
        session.present = _attendance(session, present)
        session.public_present, session.remarks = public_present, clean_text(remarks)
        session.closed_at, session.closed_by = done.at, actor
        locked.draw_seed = session.entry.leaf_hash
        locked.save(update_fields=["draw_seed", "updated_at"])
        done.record(
            pub={"step": CallStep.START_CHECKING.value, "draw_seed": locked.draw_seed},
            payload={
                "present": [line["pseudonym"] for line in session.present],
                "public_present": public_present,
                "remarks": session.remarks,
            },
            rows={"opening closed": [session]},
            # What came late is received for its dismissal, and stays closed.
            moves=[done.move(locked), *(receives(one) for one in _late(locked))],
        )
        session.save()
        return session


def _late(call: Call) -> list[Application]:
    rows = call.applications.filter(state__in=application_stages.SEALED, paper__is_late=True)
    return lock_to_move(rows, call)


def _attendance(session: OpeningSession, present: Sequence[User]) -> list[dict[str, str]]:
    """Members of the committee and those who opened, with the role each of them had."""
    seats = CommitteeMember.objects.filter(SITS, committee__call=session.call).select_related(
        "user"
    )
    roles = {seat.user_id: seat.role for seat in seats}
    for opener in (session.first_by_id, session.second_by_id):
        if opener is not None:
            roles.setdefault(opener, "officer")
    if not present:
        raise Refused(_("Mark who is present."), field="present")
    if not any(roles.get(user.pk) in SCORING_ROLES for user in present):
        raise Refused(
            _("The committee opens the applications: mark at least one member who votes."),
            field="present",
        )
    if any(user.pk not in roles for user in present):
        raise Refused(_("Only the committee and those who opened can be present."), field="present")
    return [
        {
            "name": user.name,
            "role": roles[user.pk],
            "pseudonym": pseudonym_in_call(user_id=user.pk, call_code=session.call.code),
        }
        for user in sorted(set(present), key=lambda one: list(roles).index(one.pk))
    ]
