"""Decide whether an application is complete, or is to be dismissed under an article."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from grants.actions._act import Done, act
from grants.actions.checking._checking import in_an_official_language, require_read
from grants.core.workflow import ApplicationStep, ApplicationWork
from grants.formats import text_in
from grants.models import (
    Application,
    Call,
    CompletenessCheck,
    Finding,
    Verdict,
)
from grants.selectors.completeness import missing_fields
from grants.selectors.computed_checks import computed_checks
from grants.selectors.desk_applications import opened_attachments, sent_at
from grants.selectors.questions import check_questions
from grants.selectors.recognition import facts_to_recognise
from grants.selectors.requests.supplement import could_be_supplemented

STEPS = {
    Verdict.COMPLETE: ApplicationStep.FIND_COMPLETE,
    Verdict.DISMISS: ApplicationStep.DISMISS,
}


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

    `findings` are [{code, result: one of Finding, note}]; `article` of the rules and the `fact`
    that was found, each {language: text} in one official language at least, belong to a dismissal.
    Until the scoring starts another verdict may take the place of the first; it needs a `reason`.
    `seen` is the mark of the verdict that the page showed.
    """
    step = ApplicationWork.DECIDE_COMPLETENESS
    with act(application, step, actor, holding_call=True) as done:
        done.require()
        locked = done.application
        why = clean_text(reason)
        settled = set(locked.recognised_facts.values_list("code", flat=True))
        found = _values(done.call, Verdict(verdict), findings, article, fact, settled)
        require_read(locked, allows_late=verdict == Verdict.DISMISS)
        _refuse_incomplete(locked, found)
        _refuse_ungrounded(locked, found)
        before = CompletenessCheck.objects.filter(application=locked).first()
        if before is not None:
            if all(getattr(before, name) == value for name, value in found.items()):
                return before
            require_seen(seen, stored_verdict(before))
            if not why:
                raise Refused(_("Write why the verdict changes."), field="reason")
        check = before or CompletenessCheck(application=locked)
        for name, value in {**found, "decided_by": actor, "decided_at": done.at}.items():
            setattr(check, name, value)
        check.application = locked
        check.entry = _enter(done, check, why, again=before is not None)
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
        "article": in_an_official_language(
            call,
            article,
            _("Name the article of the rules. Without it an application cannot be dismissed."),
            field="article",
        ),
        "fact": in_an_official_language(
            call,
            fact,
            _("Write the fact that was found, in one official language at least."),
            field="fact",
        ),
    }


def _refuse_incomplete(application: Application, found: Mapping[str, Any]) -> None:
    """Without what the form requires nothing could be scored or computed. Raises Refused."""
    if found["verdict"] != Verdict.COMPLETE:
        return
    if missing := missing_fields(application):
        raise Refused(
            _(
                "The application is not complete: the form requires an answer that is empty or does"
                " not go to the end: %(what)s. Call to supplement; whoever was asked and did not"
                " answer in time can be dismissed."
            )
            % {"what": ", ".join(text_in(one.label) for one in missing)},
            field="verdict",
        )


def _refuse_ungrounded(application: Application, found: Mapping[str, Any]) -> None:
    """Raises Refused for a dismissal where everything that is asked and computed holds, and for
    what could be supplemented and was not asked for.
    """
    if found["verdict"] != Verdict.DISMISS:
        return
    files = opened_attachments(application)
    asked = check_questions(application, facts_to_recognise(application), files)
    held = {one["code"] for one in found["findings"] if one["result"] != Finding.FAILS}
    checks = computed_checks(application, sent_at(application))
    if held >= {one.code for one in asked} and all(check.holds for check in checks):
        raise Refused(
            _(
                "Every question is answered with Yes and everything that is computed holds, so "
                "there is no ground for a dismissal."
            ),
            field="verdict",
        )
    missing = could_be_supplemented(application, found["findings"], asked, checks)
    if missing:
        labels = ", ".join(text_in(one.label) for one in missing)
        raise Refused(
            _(
                "This could be supplemented, and the applicant was not asked for it: %(what)s. A "
                "dismissal would break article 67 of the General Administrative Procedure Act and "
                "the rules of the call. Call to supplement first."
            )
            % {"what": labels},
            field="verdict",
        )


def _stands_against(finding: Mapping[str, str], settled: set[str]) -> bool:
    """A No is against completeness, unless it led to a fact being recognised as it is proved."""
    kind, _dot, code = finding["code"].partition(".")
    return finding["result"] == Finding.FAILS and not (kind == "evidence" and code in settled)


def _enter(done: Done, check: CompletenessCheck, reason: str, *, again: bool) -> LedgerEntry:
    """A verdict that takes the place of another first takes the application back."""
    application, verdict = check.application, Verdict(check.verdict)
    payload = {
        "number": application.number,
        "verdict": verdict.value,
        "findings": check.findings,
        "article": check.article,
        "fact": check.fact,
    }
    back = [done.move(application, ApplicationStep.REVISE_CHECK, reason=reason)] if again else []
    return done.record(
        pub={},
        payload={**payload, "reason": reason} if again else payload,
        rows={"verdict": [check]},
        moves=[*back, done.move(application, STEPS[verdict])],
        type=EntryType.CORRECTION_MADE if again else None,
    )
