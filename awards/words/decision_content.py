"""What one decision says, as data: numbers once, every sentence in each official language.

The document, the applicant's page and the JSON inside the PDF are renderings of this. It is made
from the frozen run that was signed, so making it again gives the same.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from awards.models import Decision, DecisionKind
from awards.selectors.awaiting_decision import last_decision
from awards.selectors.findings import Findings
from awards.words import decision_points, decision_refusal, decision_sentences
from callfile.numbers.money import money_text
from grants.models import Application
from scoring.core.points.score import Standing
from scoring.words.trace import sentences_of_amount

FORMAT = "decision/1"


def decision_kind(findings: Findings, application: Application, amount: int) -> DecisionKind:
    """What the frozen run makes of an application."""
    if application.number not in findings.rows:
        return DecisionKind.DISMISSED
    if not amount:
        return DecisionKind.REFUSED
    whole = amount == application.requested_cents
    return DecisionKind.GRANTED if whole else DecisionKind.PARTLY_GRANTED


def decision_on(findings: Findings, application: Application) -> Decision:
    """Not saved, without number and day; it supersedes the last one on the application."""
    before, amount = last_decision(application), findings.amount(application)
    return Decision(
        call=findings.call,
        application=application,
        supersedes=before,
        proposal=findings.proposal,
        kind=decision_kind(findings, application, amount),
        content=decision_content(findings, application, before=before),
        requested_cents=application.requested_cents or 0,
        amount_cents=amount,
    )


def decision_content(
    findings: Findings,
    application: Application,
    *,
    before: Decision | None = None,
) -> dict[str, Any]:
    """Decimal strings, hashes and texts; canonical JSON can hold it. `before` is superseded.

    Number and day are those of the moment in which it is prepared (`numbered`).
    """
    amount = findings.amount(application)
    kind = decision_kind(findings, application, amount)
    requested = application.requested_cents or 0
    content: dict[str, Any] = {
        "merila": FORMAT,
        "kind": str(kind),
        "call": findings.call.code,
        "file": findings.call.file_number,
        "application": application.number,
        "applicant": decision_sentences.applicant_in_words(application)[0],
        "applicant_language": application.language,
        "lot": application.lot.code,
        "requested": money_text(requested),
        "amount": money_text(amount),
        "run": findings.run,
        "languages": findings.languages,
        "handled_by": str(findings.proposal.proposed_by),
        "texts": {},
    }
    if before is not None:
        content["supersedes"] = before.number
    if kind != DecisionKind.DISMISSED:
        content |= _points(findings, application)
    for language in findings.languages:
        with override(language):
            said = _texts(findings, application, kind, requested, amount)
            if before is not None:
                said["operative"].append(decision_sentences.superseding(before))
        content["texts"][language] = said
    return content


def said_by(decision: Decision) -> dict[str, Any]:
    """The whole of what it says: with the name, the function and the day of its signature, which
    come after its content is fixed; as it will be where nobody has signed yet.
    """
    content: dict[str, Any] = decision.content
    signature = decision.signature
    if signature is None:
        return content
    texts = {
        language: {**said, "signatory_title": signature.title.get(language, "")}
        for language, said in content["texts"].items()
    }
    day = timezone.localdate(signature.signed_at).isoformat()
    return {**content, "signatory": signature.name, "date": day, "texts": texts}


def numbered(content: Mapping[str, Any], number: str, at: datetime) -> dict[str, Any]:
    return {**content, "number": number, "date": timezone.localtime(at).date().isoformat()}


def _points(findings: Findings, application: Application) -> dict[str, Any]:
    code = application.lot.code
    lot, maxima = findings.lot(code), findings.maxima(code)
    row = findings.rows[application.number]
    return {
        "criteria": decision_points.criteria_of(lot, row, maxima),
        "total": row["total"],
        "maximum": decision_points.maximum_of(lot, maxima),
        "rank": row["rank"],
    }


def _texts(
    findings: Findings, application: Application, kind: str, requested: int, amount: int
) -> dict[str, Any]:
    funder = findings.call.funder
    found: dict[str, Any] = {
        "title": decision_sentences.document_title(kind),
        "funder": {
            "name": str(funder.name),
            "department": str(funder.department),
            "address": str(funder.address),
        },
        "introduction": decision_sentences.introduction(findings, application, kind),
        "operative": decision_sentences.operative(findings, application, kind, requested, amount),
        "course": decision_sentences.course(findings, application, kind),
        "remedy": decision_sentences.remedy(findings, kind),
    }
    if kind == DecisionKind.DISMISSED:
        return {**found, "reason": decision_sentences.dismissal(application)}
    return {**found, **_scored(findings, application)}


def _scored(findings: Findings, application: Application) -> dict[str, Any]:
    lot = findings.lot(application.lot.code)
    row = findings.rows[application.number]
    reasons = findings.reasons.get(application.pk, {})
    return {
        "facts": decision_points.recognised(findings, application),
        "scoring": decision_points.scoring(findings, application),
        "criteria": decision_points.criteria_in_words(
            lot, row, findings.maxima(application.lot.code), reasons
        ),
        "total": decision_points.write_total(row, lot),
        "place": decision_points.place(findings, application),
        "equals": decision_refusal.equals(findings, application),
        "reason": decision_refusal.refusal(findings, application),
        "rule": decision_sentences.allocation_rule(lot),
        "amount": _amount(findings, application),
    }


def _amount(findings: Findings, application: Application) -> list[dict[str, Any]]:
    """The way from the published funds to the amount; empty below a threshold."""
    if findings.rows[application.number]["status"] != Standing.RANKED:
        return []
    lot = findings.lot(application.lot.code)
    return [
        {"rule": str(one.rule), "words": one.words, "value": one.value, "sum": one.sum}
        for one in sentences_of_amount(lot, findings.result, application.number)
    ]
