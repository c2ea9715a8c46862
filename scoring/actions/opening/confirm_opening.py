"""Two different persons open the applications of a call, within a quarter of an hour."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.core.entry import EntryType
from audit.database.clock import database_now
from audit.keys.pseudonyms import pseudonym_in_call
from audit.models import LedgerEntry
from grants.actions._act import Done, act
from grants.actions.calls.unseal_call import (
    Opened,
    Read,
    read_applications,
    receive_applications,
    receives,
    unseal_call,
)
from grants.core import application_stages
from grants.core.workflow import CallStep
from grants.models import Call, Submission
from grants.plain_files import PlainFiles
from grants.selectors.may import is_state_for
from jobs.registry import Outdated
from scoring.models import OpeningSession
from scoring.models.opening_session import BETWEEN_CONFIRMATIONS
from scoring.permissions import confirm_opening as may_confirm
from scoring.selectors.committee.role_in_call import role_in_call
from scoring.selectors.opening.lines import opened_line


def confirm_opening(*, call: Call, actor: User, reads: bool = True) -> OpeningSession:
    """The session, with one confirmation more; with the second one the call is open.

    All or nothing: entry, contents, states and files. The second person's second click gives the
    same session. Where it does not read, the second confirmation stands with its entry, and
    `receive_opened` opens; until then the call is sealed. Raises Refused; PermissionDenied for
    whoever may not open.
    """
    with PlainFiles() as files, act(call, CallStep.OPEN_SEAL, actor) as done:
        session = _session(done.call)
        if session.second_by_id is not None:
            return _repeated(session, done)
        if not _is_waiting(session, done.call, done.at):
            session.first_by, session.first_at = actor, done.at
        elif session.first_by_id == actor.pk:
            raise Refused(_("The second confirmation comes from another person."))
        else:
            session.second_by, session.second_at = actor, done.at
            _open(done, session, files if reads else None)
        session.save()
        return session


def read_opened(call: Call) -> list[Read]:
    """Everything that was sent, for `receive_opened`: in memory, while nobody waits.

    In the name of who confirmed second. Raises Refused.
    """
    return read_applications(call, reader_of(call), database_now())


def reader_of(call: Call) -> User:
    """Who confirmed second, and reads. Raises Refused before."""
    reader = _session(call, held=False).second_by
    if reader is None:
        raise Refused(_("The applications cannot be opened yet."))
    return reader


def receive_opened(*, call: Call, actor: User, read: Sequence[Read]) -> OpeningSession:
    """The session of the open call: what was read, and the states, all or nothing.

    Its files lie open already. Outdated where it is not everything that was sent.
    """
    with act(call, CallStep.OPEN_SEAL, actor) as done:
        done.require_moment()
        session = _session(done.call)
        counting = _counting_submissions(done.call)
        if session.entry is None or set(counting) != {one.application.pk for one in read}:
            raise Outdated
        for one in read:
            one.application.call = done.call
        entry = done.record(
            type=EntryType.CALL_ADVANCED,
            pub={"step": CallStep.OPEN_SEAL.value},
            payload={"applications": len(read)},
            moves=[done.move(done.call)],
            later=[receives(one.application) for one in read],
        )
        opened = receive_applications(read, at=done.at, entry=entry, actor=actor)
        session.opened = _lines(opened, counting)
        session.save()
        return session


def _session(call: Call, *, held: bool = True) -> OpeningSession:
    rows = OpeningSession.objects.select_related("entry", "second_by", "first_by")
    if held:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(call=call).first()
    if found is None:
        raise Refused(_("The opening session has not begun yet."))
    return found


def _repeated(session: OpeningSession, done: Done) -> OpeningSession:
    if session.second_by_id == done.actor.pk or is_state_for(CallStep.OPEN_SEAL, done.call):
        return session
    raise Refused(_("The applications are already open."))


def _is_waiting(session: OpeningSession, call: Call, at: datetime) -> bool:
    """Whether somebody who still may has just confirmed; what is older has lapsed."""
    if session.first_by is None or session.first_at is None:
        return False
    is_fresh = at - session.first_at <= BETWEEN_CONFIRMATIONS
    return is_fresh and may_confirm.allows(session.first_by, call)


def _open(done: Done, session: OpeningSession, files: PlainFiles | None) -> None:
    """With `files` everything is read at once."""
    counting = _counting_submissions(done.call)
    session.entry = _enter(done, session, counting, is_whole=files is not None)
    if files is not None:
        opened = unseal_call(
            call=done.call, at=done.at, entry=session.entry, actor=done.actor, files=files
        )
        session.opened = _lines(opened, counting)


def _lines(opened: Sequence[Opened], counting: dict[int, Submission]) -> list[dict[str, Any]]:
    return [opened_line(one.application, counting[one.application.pk], one.lost) for one in opened]


def _counting_submissions(call: Call) -> dict[int, Submission]:
    """The last submission of each application in time, in order of the numbers."""
    rows = Submission.objects.filter(
        application__call=call, application__state__in=application_stages.SEALED
    )
    rows = rows.select_related("application").order_by("application_id", "sequence")
    return {row.application_id: row for row in rows}


def _enter(
    done: Done, session: OpeningSession, counting: dict[int, Submission], *, is_whole: bool
) -> LedgerEntry:
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
        moves=[done.move(call)] if is_whole else [],
        # Each when its content is read.
        later=[receives(one) for one in received] if is_whole else [],
    )
