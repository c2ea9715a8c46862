"""Publish a call: freeze its content, hash it, write it into the ledger.

Where its file names a later day for the publication, it is frozen now and nobody outside the house
sees it before that moment.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.database.clock import database_now
from audit.keys.store import ensure_call_key
from callfile.as_written import moment_at
from callfile.checked import Checked
from callfile.file import call_hash, canonical
from grants.actions._act import act
from grants.actions.second_person._pending import StepForTwo, require_confirmed
from grants.call_files.check import check_content, is_about
from grants.core.workflow import CallStep
from grants.formats import text_in
from grants.models import Call, CallVersion, PendingStep
from grants.permissions import run_call
from grants.selectors.calls.call_set_up import dated_faults
from grants.selectors.calls.case_numbers import call_with_file_number, next_file_number


def publish_call(
    *,
    call: Call,
    actor: User,
    sha256: str | None = None,
    confirmed: PendingStep | None = None,
) -> CallVersion:
    """The frozen version 1. Raises Refused while the set-up check finds a fault, its dates do not
    allow a publication now, or the second person is missing whom the funder wants (`confirmed`).

    `sha256` is the hash that the officer saw and confirmed; another content is refused.
    """
    run_call.require(actor, call)
    checked = call.checked if is_about(call.checked, call.content) else check_content(call.content)
    return _publish(call, checked, actor, sha256, confirmed)


def _publish(
    call: Call,
    checked: dict[str, Any],
    actor: User,
    sha256: str | None,
    confirmed: PendingStep | None,
) -> CallVersion:
    with act(call, CallStep.PUBLISH, actor) as done:
        done.require()
        require_confirmed(done, confirmed)
        locked = done.call
        if not Checked.read(checked).is_faultless:
            raise Refused(_("The set-up check still finds faults. Mend them before you publish."))
        if not is_about(checked, locked.content):
            raise Refused(_("Somebody has changed this call in the meantime. Read it again."))
        ensure_call_key(locked.uuid)
        at = done.at
        digest = call_hash(locked.content)
        if sha256 is not None and sha256 != digest:
            raise Refused(_("Somebody has changed this call in the meantime. Read it again."))
        # By the clock: the time of the ledger may stand ahead of one that was set back.
        if dated_faults(locked, database_now()):
            raise Refused(
                _("The dates of the call do not allow a publication now. Read the set-up again.")
            )
        locked.published_at = max(at, moment_at(locked.content, "published") or at)
        locked.file_number = _file_number(locked)
        version = CallVersion(
            call=locked,
            number=1,
            canonical=canonical(locked.content).decode(),
            sha256=digest,
            published_at=locked.published_at,
        )
        # Its dates are kept before its state: a published call has them.
        locked.save(update_fields=["published_at", "file_number"])
        version.entry = done.record(
            pub={
                "version": 1,
                "sha256": digest,
                "lots": {pot.code: pot.budget for pot in locked.file.pots},
            },
            payload={"sha256": digest},
            rows={"call": [locked], "version": [version]},
            moves=[done.move(locked)],
        )
        version.save()
        return version


def _file_number(call: Call) -> str:
    """What the officer wrote, or the next number of the funder; kept from now on. Raises Refused
    for the number of another call.
    """
    other = call_with_file_number(call)
    if other is not None:
        raise Refused(
            _(
                "The file number %(number)s is that of the call “%(title)s”. Write another one"
                " under Title and procedure, or leave it empty."
            )
            % {"number": call.file_number, "title": text_in(other.short_title)}
        )
    year = timezone.localdate(call.published_at).year
    return call.file_number or next_file_number(call.funder, year)


def _about(call: Call, about: Mapping[str, Any]) -> dict[str, Any]:
    """`sha256` of the content that is published."""
    if about["sha256"] != call_hash(call.content):
        raise Refused(_("Somebody has changed this call in the meantime. Read it again."))
    return {"sha256": about["sha256"]}


def _take(pending: PendingStep) -> CallVersion:
    sha256 = pending.about["sha256"]
    return publish_call(call=pending.call, actor=pending.asked_by, sha256=sha256, confirmed=pending)


PUBLICATION_FOR_TWO = StepForTwo(CallStep.PUBLISH, _about, _take)
