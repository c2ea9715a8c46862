"""Cancel a call before it is decided; its applicants get a letter about it."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from grants.actions._transition import call_change, lock_call, move_call
from grants.cancellation_mail import CANCELLATION, readers_of
from grants.core.workflow import CALL_STEPS, CallState, CallStep, is_allowed
from grants.models import Call
from grants.permissions import run_call
from jobs.actions.promise_letters import promise_letters

SHORTEST_REASON = 10


def languages_of_reason(call: Call) -> list[str]:
    """Those in which the funder writes letters; of what was never public one is enough."""
    official = list(call.funder.languages) or call.languages
    return official if call.published_at is not None else official[:1]


@transaction.atomic
def cancel_call(*, call: Call, reason: Mapping[str, str], actor: User) -> Call:
    """The call, now `cancelled`. Raises Refused without a reason or once it is decided.

    `reason` {language: text} is written in every language of `languages_of_reason`.
    """
    locked = lock_call(call)
    run_call.require(actor, locked)
    if not is_allowed(CALL_STEPS, CallStep.CANCEL, CallState(locked.state)):
        raise Refused(_("A call that is decided or already cancelled cannot be cancelled."))
    written = _reason(locked, reason)
    was_public = locked.published_at is not None
    at = lock_log()
    entry = append_entry(
        type=EntryType.CALL_ADVANCED,
        call_code=locked.code_in_ledger,
        actor=ledger_actor(user_id=actor.pk, role="officer"),
        pub={"step": CallStep.CANCEL.value} if was_public else {},
        payload={"call": locked.code, "step": CallStep.CANCEL.value, "reason": written},
        rows={
            "state": [
                call_change(
                    locked,
                    CallStep.CANCEL,
                    actor=actor,
                    at=at,
                    reason=next(iter(written.values())),
                    reason_texts=written,
                )
            ],
        },
        at=at,
    )
    move_call(
        locked,
        CallStep.CANCEL,
        actor=actor,
        entry=entry,
        at=at,
        reason=next(iter(written.values())),
        reason_texts=written,
    )
    if was_public:
        promise_letters(
            kind=CANCELLATION,
            about=locked.pk,
            readers=readers_of(locked),
            at=at,
            call=(locked.pk, locked.funder_id),
        )
    return locked


def _reason(call: Call, reason: Mapping[str, str]) -> dict[str, str]:
    written = {code: clean_text(str(reason.get(code) or "")) for code in languages_of_reason(call)}
    for code, text in written.items():
        if len(text) < SHORTEST_REASON:
            raise Refused(
                _("Write the reason, at least %(count)d characters.") % {"count": SHORTEST_REASON},
                field=f"reason_{code}",
            )
    return written
