"""Two different persons open the applications of a call, within a quarter of an hour."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.models import LedgerEntry
from audit.pseudonyms import pseudonym_in_call
from grants.actions._act import Done, act
from grants.actions.unseal_call import receives, unseal_call
from grants.core import application_stages
from grants.core.workflow import CallStep
from grants.models import Call, Submission
from grants.plain_files import PlainFiles
from scoring.models import OpeningSession
from scoring.models.opening_session import BETWEEN_CONFIRMATIONS
from scoring.permissions import confirm_opening as may_confirm
from scoring.selectors.opening_lines import opened_line
from scoring.selectors.role_in_call import role_in_call


def confirm_opening(*, call: Call, actor: User) -> OpeningSession:
    """The session, with one confirmation more; with the second one the call is open.

    All or nothing: entry, contents, states and files. The second person's second click gives the
    same session. Raises Refused; PermissionDenied for whoever may not open.
    """
    with PlainFiles() as files, act(call, CallStep.OPEN_SEAL, actor) as done:
        session = OpeningSession.objects.select_for_update().filter(call=done.call).first()
        if session is None:
            raise Refused(_("The opening session has not begun yet."))
        if session.second_by_id is not None:
            return _repeated(session, actor)
        if _is_waiting(session, done.call, done.at):
            _open(done, session, files)
        else:
            session.first_by, session.first_at = actor, done.at
        session.save()
        return session


def _repeated(session: OpeningSession, actor: User) -> OpeningSession:
    if session.second_by_id == actor.pk:
        return session
    raise Refused(_("The applications are already open."))


def _is_waiting(session: OpeningSession, call: Call, at: datetime) -> bool:
    """Whether somebody who still may has just confirmed; what is older has lapsed."""
    if session.first_by is None or session.first_at is None:
        return False
    is_fresh = at - session.first_at <= BETWEEN_CONFIRMATIONS
    return is_fresh and may_confirm.allows(session.first_by, call)


def _open(done: Done, session: OpeningSession, files: PlainFiles) -> None:
    call, at = done.call, done.at
    if session.first_by_id == done.actor.pk:
        raise Refused(_("The second confirmation comes from another person."))
    counting = _counting_submissions(call)
    session.second_by, session.second_at = done.actor, at
    session.entry = _enter(done, session, counting)
    opened = unseal_call(call=call, at=at, entry=session.entry, actor=done.actor, files=files)
    session.opened = [
        opened_line(one.application, counting[one.application.pk], one.lost) for one in opened
    ]


def _counting_submissions(call: Call) -> dict[int, Submission]:
    """The last submission of each application in time, in order of the numbers."""
    rows = Submission.objects.filter(
        application__call=call, application__state__in=application_stages.SEALED
    )
    rows = rows.select_related("application").order_by("application_id", "sequence")
    return {row.application_id: row for row in rows}


def _enter(done: Done, session: OpeningSession, counting: dict[int, Submission]) -> LedgerEntry:
    """Before the first reading: who opens, when, and the fingerprint of everything opened."""
    call, first = done.call, session.first_by
    if first is None or session.first_at is None:
        raise Refused(_("The applications cannot be opened yet."))
    received = [row.application for row in counting.values()]
    for application in received:
        application.call = call
    return done.record(
        pub={"count": len(counting)},
        payload={
            "first": {
                "pseudonym": pseudonym_in_call(user_id=first.pk, call_code=call.code),
                "role": role_in_call(call, first),
                "at": session.first_at.isoformat(),
            },
            "applications": [
                {"number": row.application.number, "sha256": row.sha256}
                for row in counting.values()
            ],
        },
        rows={"opening confirmed": [session]},
        moves=[done.move(call)],
        # Each when its content is read.
        later=[receives(one) for one in received],
    )
