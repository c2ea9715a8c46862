"""Two different persons open the applications of a call, within a quarter of an hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.core.entry import EntryType
from audit.database.clock import database_now
from audit.database.ready_rows import ReadyRows, update_ready
from audit.keys.pseudonyms import pseudonym_in_call
from audit.models import LedgerEntry
from grants.actions._act import Done, act
from grants.actions._opened import ready_to_keep
from grants.actions._transition import Move
from grants.actions.calls.unseal_call import (
    Read,
    lost_names,
    read_applications,
    receives,
    unseal_call,
)
from grants.core.workflow import CallStep
from grants.models import Call, Submission
from grants.plain_files import PlainFiles
from grants.selectors.calls.paper_applications import sealed_in_time
from grants.selectors.may import is_state_for
from jobs.registry import Outdated
from scoring.actions._attendance import noted_attendance, pseudonyms_of, take_attendance
from scoring.models import OpeningSession
from scoring.models.opening_session import BETWEEN_CONFIRMATIONS
from scoring.permissions import confirm_opening as may_confirm
from scoring.selectors.committee.attendance import Attendance
from scoring.selectors.committee.role_in_call import role_in_call
from scoring.selectors.opening.lines import opened_line


def confirm_opening(
    *, call: Call, actor: User, attendance: Attendance | None = None, reads: bool = True
) -> OpeningSession:
    """The session, with one confirmation more; with the second one the call is open.

    Whoever confirms says who is there too; without `attendance` it is as it was noted last. The
    committee must have a quorum at each confirmation.

    All or nothing: entry, contents, states and files. The second person's second click gives the
    same session. Where it does not read, the second confirmation stands with its entry, and
    `receive_opened` opens; until then the call is sealed. Raises Refused; PermissionDenied for
    whoever may not open.
    """
    with PlainFiles() as files, act(call, CallStep.OPEN_SEAL, actor) as done:
        session = _session(done.call)
        if session.second_by_id is not None:
            return _repeated(session, done)
        is_second = _is_waiting(session, done.call, done.at)
        if is_second and session.first_by_id == actor.pk:
            raise Refused(_("The second confirmation comes from another person."))
        session.present = _attendance(session, done, attendance)
        if is_second:
            session.second_by, session.second_at = actor, done.at
            _open(done, session, files if reads else None)
        else:
            session.first_by, session.first_at = actor, done.at
        session.save()
        return session


def _attendance(
    session: OpeningSession, done: Done, given: Attendance | None
) -> list[dict[str, Any]]:
    marked = noted_attendance(done.call, session.present) if given is None else given
    return take_attendance(done.call, marked, [done.actor], session.present)


@dataclass(frozen=True, slots=True)
class CallToOpen:
    """Everything that was sent, `hashes` by application, ready to be written."""

    hashes: Mapping[int, str]
    rows: ReadyRows
    moves: Sequence[Move]
    lines: Sequence[dict[str, Any]]


def read_opened(call: Call) -> CallToOpen:
    """For `receive_opened`: in memory, while nobody waits. The files lie open already.

    In the name of who confirmed second. Raises Refused.
    """
    read = read_applications(call, reader_of(call), database_now())
    applications = [one.application for one in read]
    return CallToOpen(
        {one.application.pk: one.sent.sha256 for one in read},
        ready_to_keep(applications),
        [receives(one) for one in applications],
        _lines(call, read),
    )


def reader_of(call: Call) -> User:
    """Who confirmed second, and reads. Raises Refused before."""
    reader = _session(call, held=False).second_by
    if reader is None:
        raise Refused(_("The applications cannot be opened yet."))
    return reader


def receive_opened(*, call: Call, actor: User, read: CallToOpen) -> OpeningSession:
    """The session of the open call: what was read, and the states, all or nothing.

    Outdated where it is not everything that was sent.
    """
    with act(call, CallStep.OPEN_SEAL, actor) as done:
        done.require()
        session = _session(done.call)
        sent = _sent(done.call)
        if session.entry is None or {pk: sha256 for pk, (_, sha256) in sent.items()} != read.hashes:
            raise Outdated
        update_ready(read.rows)
        session.opened = list(read.lines)
        done.record(
            type=EntryType.CALL_ADVANCED,
            pub={"step": CallStep.OPEN_SEAL.value},
            payload={"applications": len(sent)},
            moves=[done.move(done.call), *read.moves],
        )
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
    call = done.call
    session.entry = _enter(done, session, is_whole=files is not None)
    if files is not None:
        read = unseal_call(
            call=call, at=done.at, entry=session.entry, actor=done.actor, files=files
        )
        session.opened = _lines(call, read)


def _lines(call: Call, read: Sequence[Read]) -> list[dict[str, Any]]:
    lost = lost_names(call)
    return [
        opened_line(
            one.application,
            one.sent,
            lost.get(one.application.pk, ()),
            applicant=None if one.application.nonce else one.application.organisation.name,
        )
        for one in read
    ]


def _sent(call: Call) -> dict[int, tuple[str, str]]:
    """Number and hash of the last submission of each application in time, in order."""
    rows = Submission.objects.filter(application__in=sealed_in_time(call))
    columns = ("application_id", "application__number", "sha256")
    found = rows.order_by("application_id", "sequence").values_list(*columns)
    return {pk: (number, sha256) for pk, number, sha256 in found}


def _enter(done: Done, session: OpeningSession, *, is_whole: bool) -> LedgerEntry:
    """Before the first reading: who opens, when, and the fingerprint of everything opened."""
    call, first = done.call, session.first_by
    if first is None or session.first_at is None:
        raise Refused(_("The applications cannot be opened yet."))
    sent = _sent(call)
    return done.record(
        pub={"count": len(sent)},
        payload={
            "first": {
                "pseudonym": pseudonym_in_call(user_id=first.pk, call_code=call.code),
                "role": role_in_call(call, first),
                "at": session.first_at.isoformat(),
            },
            "present": pseudonyms_of(call, session.present),
            "applications": [
                {"number": number, "sha256": sha256} for number, sha256 in sent.values()
            ],
        },
        rows={"opening confirmed": [session]},
        moves=[done.move(call)] if is_whole else [],
        # Each when its content is read.
        later=_all_received(call) if is_whole else [],
    )


def _all_received(call: Call) -> list[Move]:
    rows = list(sealed_in_time(call))
    for application in rows:
        application.call = call
    return [receives(one) for one in rows]
