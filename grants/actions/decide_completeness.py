"""Decide whether an application is complete, or is to be dismissed under an article."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from audit.pseudonyms import ledger_actor
from grants.actions._checking import in_every_language, require_checking
from grants.actions._transition import (
    application_change,
    lock_application,
    lock_call,
    move_application,
)
from grants.core.workflow import ApplicationState, ApplicationStep
from grants.models import (
    Application,
    Call,
    CompletenessCheck,
    Finding,
    StateChange,
    Verdict,
)
from grants.permissions import check_application
from grants.selectors.computed_checks import computed_checks
from grants.selectors.desk_applications import opened_attachments, sent_at
from grants.selectors.questions import questions_of
from grants.selectors.recognition import facts_to_recognise

STEPS = {
    Verdict.COMPLETE: ApplicationStep.FIND_COMPLETE,
    Verdict.DISMISS: ApplicationStep.DISMISS,
}


@transaction.atomic
def decide_completeness(
    *,
    application: Application,
    verdict: str,
    findings: Sequence[Mapping[str, str]],
    article: Mapping[str, str],
    fact: Mapping[str, str],
    actor: User,
    reason: str = "",
    seen: str = "",
) -> CompletenessCheck:
    """The check with its verdict; the same again writes nothing. Raises Refused.

    `findings` are [{code, result: holds | fails, note}]; `article` of the rules and the `fact`
    that was found, each {language: text}, belong to a dismissal. Until the scoring starts another
    verdict may take the place of the first; it needs a `reason`. `seen` is the mark of the verdict
    that the page showed.
    """
    call = lock_call(application.call)
    locked = lock_application(application)
    locked.call = call
    check_application.require(actor, locked)
    require_checking(call)
    why = clean_text(reason)
    settled = set(locked.recognised_facts.values_list("code", flat=True))
    found = _values(call, Verdict(verdict), findings, article, fact, settled)
    _refuse_groundless(locked, found)
    before = CompletenessCheck.objects.filter(application=locked).first()
    if before is not None:
        if all(getattr(before, name) == value for name, value in found.items()):
            return before
        require_seen(seen, stored_verdict(before))
        if not why:
            raise Refused(_("Write why the verdict changes."), field="reason")
    at = lock_log()
    check = before or CompletenessCheck(application=locked)
    for name, value in {**found, "decided_by": actor, "decided_at": at}.items():
        setattr(check, name, value)
    check.application = locked
    entry = _write_entry(check, why, actor, at, again=before is not None)
    if before is not None:
        move_application(
            locked,
            ApplicationStep.REVISE_CHECK,
            actor=actor,
            entry=entry,
            at=at,
            reason=why,
        )
    move_application(locked, STEPS[found["verdict"]], actor=actor, entry=entry, at=at)
    check.entry = entry
    check.save()
    return check


def stored_verdict(check: CompletenessCheck | None) -> dict[str, Any]:
    """What another verdict would overwrite."""
    names = ("verdict", "findings", "article", "fact")
    return {name: getattr(check, name) for name in names} if check else {}


def _values(
    call: Call,
    verdict: Verdict,
    findings: Sequence[Mapping[str, str]],
    article: Mapping[str, str],
    fact: Mapping[str, str],
    settled: set[str],
) -> dict[str, Any]:
    """What is kept. Raises Refused for a verdict without its grounds."""
    kept = [
        {
            "code": str(one["code"]),
            "result": Finding(one["result"]).value,
            "note": clean_text(str(one.get("note") or "")),
        }
        for one in findings
    ]
    if verdict == Verdict.COMPLETE:
        if any(_stands_against(one, settled) for one in kept):
            raise Refused(
                _("A question is answered with No, so the application is not complete."),
                field="verdict",
            )
        return {"verdict": verdict, "findings": kept, "article": {}, "fact": {}}
    return {
        "verdict": verdict,
        "findings": kept,
        "article": in_every_language(
            call,
            article,
            _("Name the article of the rules. Without it an application cannot be dismissed."),
            field="article",
        ),
        "fact": in_every_language(
            call, fact, _("Write the fact that was found, in every language."), field="fact"
        ),
    }


def _refuse_groundless(application: Application, found: Mapping[str, Any]) -> None:
    """Raises Refused for a dismissal where everything that is asked and computed holds."""
    if found["verdict"] != Verdict.DISMISS:
        return
    files = opened_attachments(application)
    asked = questions_of(application, facts_to_recognise(application), files)
    held = {one["code"] for one in found["findings"] if one["result"] == Finding.HOLDS}
    checks = computed_checks(application, sent_at(application))
    if held >= {one.code for one in asked} and all(check.holds for check in checks):
        raise Refused(
            _(
                "Every question is answered with Yes and everything that is computed holds, so "
                "there is no ground for a dismissal."
            ),
            field="verdict",
        )


def _stands_against(finding: Mapping[str, str], settled: set[str]) -> bool:
    """A No is against completeness, unless it led to a fact being recognised as it is proved."""
    kind, _dot, code = finding["code"].partition(".")
    return finding["result"] == Finding.FAILS and not (kind == "evidence" and code in settled)


def _write_entry(
    check: CompletenessCheck, reason: str, actor: User, at: datetime, *, again: bool
) -> LedgerEntry:
    application, verdict = check.application, Verdict(check.verdict)
    payload = {
        "number": application.number,
        "verdict": verdict.value,
        "findings": check.findings,
        "article": check.article,
        "fact": check.fact,
    }
    return append_entry(
        type=EntryType.CORRECTION_MADE if again else EntryType.COMPLETENESS_DECIDED,
        call_code=application.call.code,
        actor=ledger_actor(user_id=actor.pk, role="officer"),
        pub={},
        payload={**payload, "reason": reason} if again else payload,
        rows={
            "verdict": [check],
            "state": _changes(application, STEPS[verdict], reason, actor, at, again=again),
        },
        at=at,
    )


def _changes(
    application: Application,
    step: ApplicationStep,
    reason: str,
    actor: User,
    at: datetime,
    *,
    again: bool,
) -> list[StateChange]:
    """A verdict that takes the place of another first takes the application back."""
    if not again:
        return [application_change(application, step, actor=actor, at=at)]
    back = application_change(
        application, ApplicationStep.REVISE_CHECK, actor=actor, at=at, reason=reason
    )
    source = ApplicationState(back.target)
    return [back, application_change(application, step, actor=actor, at=at, source=source)]
