"""Cancel a call before it is decided; its applicants get a letter about it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.calls.close_files import applications_to_close
from grants.actions.second_person._pending import StepForTwo, require_confirmed
from grants.call_jobs import CLOSING, OPENING
from grants.core.workflow import CallStep
from grants.letters.cancellation import CANCELLATION, readers_of_cancellation
from grants.letters.subscribers import NEWS_CANCELLED
from grants.models import Call, PendingStep
from grants.selectors.calls.subscribers import readers_of_news
from jobs.actions.enqueue_job import enqueue_job
from jobs.selectors import act_under_way

SHORTEST_REASON = 10


def languages_of_reason(call: Call) -> list[str]:
    """Those in which the funder writes letters; of what was never public one is enough."""
    official = call.official_languages
    return official if call.published_at is not None else official[:1]


def cancel_call(
    *,
    call: Call,
    reason: Mapping[str, str],
    actor: User,
    confirmed: PendingStep | None = None,
) -> Call:
    """The call, now `cancelled`. Raises Refused without a reason, once it is decided, or where the
    second person is missing whom the funder wants (`confirmed`).

    `reason` {language: text} is written in every language of `languages_of_reason`. What an opening
    that failed has left open, the workers take away.
    """
    with act(call, CallStep.CANCEL, actor) as done:
        done.require()
        locked = done.call
        _require_no_opening(locked)
        written = reason_of_cancellation(locked, reason)
        require_confirmed(done, confirmed)
        was_public = locked.published_at is not None
        said = next(iter(written.values()))
        done.record(
            pub={"step": CallStep.CANCEL.value} if was_public else {},
            payload={"call": locked.code, "step": CallStep.CANCEL.value, "reason": written},
            moves=[done.move(locked, reason=said, reason_texts=written)],
        )
        if applications_to_close(call=locked):
            enqueue_job(kind=CLOSING, actor=actor, call_id=locked.pk, funder_id=locked.funder_id)
        if was_public:
            done.tell(CANCELLATION, locked.pk, readers_of_cancellation(locked))
            done.tell(NEWS_CANCELLED, locked.pk, readers_of_news(locked))
        return locked


def _require_no_opening(call: Call) -> None:
    """Raises Refused while the workers open what was sent; not where they had to give up."""
    if act_under_way(call.pk, OPENING) is not None:
        raise Refused(_("The applications are being opened. Cancel the call when they are open."))


def reason_of_cancellation(call: Call, reason: Mapping[str, str]) -> dict[str, str]:
    """{language: text}, cleaned. Raises Refused where one is missing or too short."""
    written = {code: clean_text(str(reason.get(code) or "")) for code in languages_of_reason(call)}
    for code, text in written.items():
        if len(text) < SHORTEST_REASON:
            raise Refused(
                _("Write the reason, at least %(count)d characters.") % {"count": SHORTEST_REASON},
                field=f"reason_{code}",
            )
    return written


def _about(call: Call, about: Mapping[str, Any]) -> dict[str, Any]:
    """`reason` {language: text}."""
    return {"reason": reason_of_cancellation(call, about["reason"])}


def _take(pending: PendingStep) -> Call:
    reason = pending.about["reason"]
    return cancel_call(call=pending.call, reason=reason, actor=pending.asked_by, confirmed=pending)


CANCELLATION_FOR_TWO = StepForTwo(CallStep.CANCEL, _about, _take)
