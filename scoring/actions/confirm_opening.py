"""Two different persons open the applications of a call, within a quarter of an hour."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from audit.pseudonyms import ledger_actor, pseudonym_in_call
from grants.actions._transition import application_change, call_change, lock_call, move_call
from grants.actions.unseal_call import unseal_call
from grants.core import application_stages, call_stages
from grants.core.workflow import ApplicationStep, CallStep
from grants.models import Call, StateChange, Submission
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
    with PlainFiles() as files, transaction.atomic():
        locked = lock_call(call)
        may_confirm.require(actor, locked)
        session = OpeningSession.objects.select_for_update().filter(call=locked).first()
        if session is None:
            raise Refused(_("The opening session has not begun yet."))
        if session.second_by_id is not None:
            return _repeated(session, actor)
        at = lock_log()
        _guard(locked, at)
        if _is_waiting(session, locked, at):
            _open(locked, session, actor, at, files)
        else:
            session.first_by, session.first_at = actor, at
        session.save()
        return session


def _repeated(session: OpeningSession, actor: User) -> OpeningSession:
    if session.second_by_id == actor.pk:
        return session
    raise Refused(_("The applications are already open."))


def _guard(call: Call, at: datetime) -> None:
    if call.state not in call_stages.SEALED or call.opening_at is None or at < call.opening_at:
        raise Refused(_("The applications cannot be opened yet."))


def _is_waiting(session: OpeningSession, call: Call, at: datetime) -> bool:
    """Whether somebody who still may has just confirmed; what is older has lapsed."""
    if session.first_by is None or session.first_at is None:
        return False
    is_fresh = at - session.first_at <= BETWEEN_CONFIRMATIONS
    return is_fresh and may_confirm.allows(session.first_by, call)


def _open(
    call: Call, session: OpeningSession, actor: User, at: datetime, files: PlainFiles
) -> None:
    if session.first_by_id == actor.pk:
        raise Refused(_("The second confirmation comes from another person."))
    counting = _counting_submissions(call)
    session.second_by, session.second_at = actor, at
    entry = _write_entry(call, session, counting, actor, at)
    move_call(call, CallStep.OPEN_SEAL, actor=actor, entry=entry, at=at)
    opened = unseal_call(call=call, at=at, entry=entry, actor=actor, files=files)
    session.entry = entry
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


def _write_entry(
    call: Call,
    session: OpeningSession,
    counting: dict[int, Submission],
    actor: User,
    at: datetime,
) -> LedgerEntry:
    """Before the first reading: who opens, when, and the fingerprint of everything opened."""
    first = session.first_by
    if first is None or session.first_at is None:
        raise Refused(_("The applications cannot be opened yet."))
    return append_entry(
        type=EntryType.SEAL_OPENED,
        call_code=call.code,
        actor=ledger_actor(user_id=actor.pk, role=role_in_call(call, actor)),
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
        rows={
            "opening confirmed": [session],
            "state": _changes(call, counting, actor, at),
        },
        at=at,
    )


def _changes(
    call: Call, counting: dict[int, Submission], actor: User, at: datetime
) -> list[StateChange]:
    step = ApplicationStep.RECEIVE
    received = [row.application for row in counting.values()]
    for application in received:
        application.call = call
    return [
        call_change(call, CallStep.OPEN_SEAL, actor=actor, at=at),
        *(application_change(one, step, actor=actor, at=at) for one in received),
    ]
