"""Open something of one application again: a sheet, or what the committee found together."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.keys.pseudonyms import pseudonym_in_call
from grants.actions._act import Done, act
from grants.core.workflow import ApplicationWork
from grants.models import Application
from scoring.actions._assessed import write_assessed
from scoring.actions._scoring import committee_of, reason_text
from scoring.models import ReopenedPart, Reopening
from scoring.reopened_mail import REOPENED, readers_of_reopened
from scoring.selectors.reopening import Openable, before_of, openable


def reopen_case(
    *, application: Application, parts: Collection[str], reason: str, actor: User
) -> list[Reopening]:
    """One row for each of `parts` (`Openable.key`), and after a return one for what the committee
    found together; what stood there is kept in it.

    A sheet that is opened keeps its answers until its member changes them and locks it again.
    Raises Refused, PermissionDenied.
    """
    with act(application, ApplicationWork.REOPEN_CASE, actor) as done:
        locked = done.application
        committee_of(locked.call)
        done.require()
        words = reason_text(reason)
        if not words:
            raise Refused(_("Write why it is opened again."), field="reason")
        found = openable(locked)
        chosen = [one for one in found if one.key in parts]
        if not chosen or len(chosen) != len(set(parts)):
            raise Refused(
                _("Choose what is opened again. What is open already is not opened once more."),
                field="parts",
            )
        # What the committee found together follows from sheets and facts, so it is open with them.
        together = [one for one in found if one.part is ReopenedPart.MEETING and one not in chosen]
        rows = _write(done, [*chosen, *together], words)
        write_assessed(locked.call, [locked.pk])
        return rows


def _write(done: Done, chosen: Collection[Openable], reason: str) -> list[Reopening]:
    application = done.application
    rows = [
        Reopening(
            application=application,
            part=one.part,
            member=one.member,
            opened_by=done.actor,
            opened_at=done.at,
            reason=reason,
            before=before_of(application, one),
        )
        for one in chosen
    ]
    sheets = [one.sheet for one in chosen if one.sheet is not None]
    entry = done.record(
        pub={},
        payload={
            "application": application.number,
            "reason": reason,
            "opened": [_said(done, row) for row in rows],
        },
        rows={"reopening": rows},
        gone={"sheet": sheets},
    )
    for row in rows:
        row.entry = entry
        row.save()
        done.tell(REOPENED, row.pk, readers_of_reopened(row))
    for sheet in sheets:
        sheet.locked_at, sheet.entry = None, None
        sheet.save(update_fields=["locked_at", "entry"])
    return rows


def _said(done: Done, row: Reopening) -> dict[str, object]:
    """What stood there stands in the entries that fixed it; of a sheet it is named."""
    if row.member is None:
        return {"part": row.part}
    member = pseudonym_in_call(user_id=row.member.user_id, call_code=done.call.code)
    return {"part": row.part, "member": member, "locked_by": row.before["entry"]}
