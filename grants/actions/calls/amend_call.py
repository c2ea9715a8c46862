"""Publish a corrigendum: another version of a published call, with its number and its reason.

It says in public what it changes, word by word, and everybody who has begun an application gets a
letter. What was sent may be replaced until the deadline, which only becomes longer.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from callfile.as_written import Written
from callfile.checked import Checked
from callfile.file import call_hash, canonical, load
from grants.actions._act import act
from grants.actions.calls._content import amend_content
from grants.actions.calls.cancel_call import SHORTEST_REASON
from grants.actions.second_person._pending import StepForTwo, require_confirmed
from grants.call_files.check import check_content
from grants.call_files.corrigendum import changes_of_call, require_amendable
from grants.core.workflow import CallWork
from grants.letters.corrigendum import CORRIGENDUM, readers_of_corrigendum
from grants.letters.subscribers import NEWS_CORRIGENDUM
from grants.models import Call, CallVersion, PendingStep
from grants.permissions import run_call
from grants.selectors.calls.subscribers import readers_of_news


def amend_call(
    *,
    call: Call,
    content: Written,
    reason: Mapping[str, str],
    actor: User,
    since: str,
    confirmed: PendingStep | None = None,
) -> CallVersion:
    """The new version. Raises Refused: faults, nothing changed, what stays as it is, no reason, or
    where the second person is missing whom the funder wants (`confirmed`).

    `since` is the hash of the version that the officer has compared with; `reason` {language: text}
    is written in every official language. The file is checked before the transaction begins.
    """
    run_call.require(actor, call)
    checked = check_content(content)
    if not Checked.read(checked).is_faultless:
        raise Refused(_("The file has faults. Mend them first."), field="file")
    with act(call, CallWork.AMEND, actor) as done:
        done.require()
        locked = done.call
        before = _require_unchanged(locked, since)
        require_amendable(locked, content, changes_of_call(locked, content))
        written = _reason(locked, reason)
        require_confirmed(done, confirmed)
        at = done.at
        amend_content(locked, content, checked)
        version = CallVersion(
            call=locked,
            number=before.number + 1,
            canonical=canonical(content).decode(),
            sha256=call_hash(content),
            reason=written,
            published_at=at,
        )
        version.entry = done.record(
            pub={
                "version": version.number,
                "sha256": version.sha256,
                "lots": {pot.code: pot.budget for pot in locked.file.pots},
            },
            payload={"sha256": version.sha256, "reason": written},
            rows={"version": [version]},
        )
        version.save()
        done.tell(CORRIGENDUM, version.pk, readers_of_corrigendum(locked))
        done.tell(NEWS_CORRIGENDUM, version.pk, readers_of_news(locked))
        return version


def _require_unchanged(call: Call, since: str) -> CallVersion:
    """The version that holds. Raises Refused where it is not the one that was compared with."""
    before = call.versions.latest("number")
    if before.sha256 != since:
        raise Refused(_("Somebody has changed this call in the meantime. Read it again."))
    return before


def _reason(call: Call, reason: Mapping[str, str]) -> dict[str, str]:
    codes = call.official_languages
    written = {code: clean_text(str(reason.get(code) or "")) for code in codes}
    for code, text in written.items():
        if len(text) < SHORTEST_REASON:
            raise Refused(
                _("Write the reason, at least %(count)d characters.") % {"count": SHORTEST_REASON},
                field=f"reason_{code}",
            )
    return written


def content_of_pending(pending: PendingStep) -> Written:
    """The call as the corrigendum that waits would have it."""
    found = load(pending.about["content"])
    return found if isinstance(found, dict) else {}


def _about(call: Call, about: Mapping[str, Any]) -> dict[str, Any]:
    """`content` as canonical text with its `sha256`, `since`, `reason` {language: text}."""
    content = about["content"]
    _require_unchanged(call, about["since"])
    require_amendable(call, content, changes_of_call(call, content))
    return {
        "since": about["since"],
        "reason": _reason(call, about["reason"]),
        "sha256": call_hash(content),
        "content": canonical(content).decode(),
    }


def _take(pending: PendingStep) -> CallVersion:
    return amend_call(
        call=pending.call,
        content=content_of_pending(pending),
        reason=pending.about["reason"],
        actor=pending.asked_by,
        since=pending.about["since"],
        confirmed=pending,
    )


CORRIGENDUM_FOR_TWO = StepForTwo(CallWork.AMEND, _about, _take)
