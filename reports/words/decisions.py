"""Figures and faults of the issuing of decisions, in the reader's words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from awards.models import DecisionKind
from grants.formats import write_money
from reports.selectors.decisions import Batch, DecisionChoice


def counters(batch: Batch) -> list[dict[str, Any]]:
    sums = batch.sums
    failed = batch.job.failures if batch.job else 0
    return [
        {
            "term": pgettext("decisions", "Issued"),
            "value": sums.issued,
            "note": _("in the ledger, with their document"),
        },
        {
            "term": _("Failed"),
            "value": failed,
            "note": _("none was issued halfway") if failed else "",
            "signal": failed > 0,
        },
        {"term": _("Waiting"), "value": max(sums.waiting - failed, 0), "note": ""},
        {
            "term": _("Awarded"),
            "value": write_money(sums.awarded),
            "note": _("by prepared decisions"),
        },
    ]


def filters(choice: DecisionChoice) -> list[dict[str, Any]]:
    """For components/filter.html."""
    words: dict[str, Any] = {kind.value: kind.label for kind in DecisionKind}
    words = {
        "": _("All"),
        "issued": pgettext("decisions", "Issued"),
        "waiting": _("Not issued yet"),
    } | words
    options = [
        {"value": value, "words": text, "selected": value == (choice.shown or "")}
        for value, text in words.items()
    ]
    return [{"name": "shown", "label": _("Decision"), "options": options}]


def search(choice: DecisionChoice) -> dict[str, str]:
    return {"name": "q", "label": _("Number or applicant"), "value": choice.words}


def failures(batch: Batch) -> list[dict[str, str]]:
    """Number of the application, and what happened in a sentence."""
    return [{"number": item.key, "words": fault_in_words(item.error_code)} for item in batch.failed]


def fault_in_words(code: str) -> str:
    known = {
        "ChildFailed": _("The document asked for a file that is not allowed."),
        "TookTooLong": _("The document took longer than 30 seconds and was stopped."),
        "TookTooMuch": _("The document needed more memory than it may have."),
        "ChildDied": _("The program that makes the documents stopped at this one."),
        "SealUnusable": _("The certificate for the electronic seal cannot be used."),
        "PermissionDenied": _("Whoever started the job may no longer issue decisions."),
        "Refused": _("The state of the call or a missing library does not allow it."),
        "StepNotAllowed": _("The application is in a state that takes no decision."),
        "WorkerLost": _("The worker stopped several times at this document."),
    }
    return known.get(code) or _(
        "An unexpected fault (%(code)s). Try again; if it stays, tell the administrator."
    ) % {"code": code}
