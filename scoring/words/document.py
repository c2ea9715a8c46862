"""The application as the committee reads it: answers by section, sums, files."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from callfile.fields import Declaration, Field, Files, FinancialPlan
from callfile.lots.lot import Lot
from callfile.numbers.money import cents
from grants.models import Application, Attachment, Channel, RecognisedFact
from grants.models.attachment import PICTURES
from grants.selectors.calls.paper_applications import scan_among
from grants.words.answers import answer_lines, plan_lines
from scoring.selectors.committee.blind import files_for_scoring


def answered_document(
    application: Application, lot: Lot, *, is_blind: bool = False
) -> list[dict[str, Any]]:
    """[{code, title, fields [{label, lines, files, plan, recognised}]}], empty sections left out.
    Before them the scan of what came on paper.

    To whoever scores blindly (`is_blind`) files have no names, and those that the call does not
    mark as needed are `hidden`, as the scan is. Declarations stand in the file, not here: they say
    nothing that is judged.
    """
    answers = application.answers or {}
    rows = {str(row.pk): row for row in application.attachments.filter(removed_at=None)}
    facts = {row.code: row for row in application.recognised_facts.all()}
    sections = [] if is_blind else _scan(application, rows)
    marked = files_for_scoring(application) if is_blind else None
    for section, asked in lot.form.pages(answers):
        fields = [
            _field(application, one, answers.get(one.code), rows, facts, marked)
            for one in asked
            if not isinstance(one, Declaration)
        ]
        if fields:
            sections.append({"code": section.code, "title": section.title, "fields": fields})
    return sections


def _field(
    application: Application,
    field: Field,
    value: object,
    rows: Mapping[str, Attachment],
    facts: Mapping[str, RecognisedFact],
    marked: Mapping[str, str] | None,
) -> dict[str, Any]:
    code = field.code
    found: dict[str, Any] = {"label": field.label, "lines": [], "code": code}
    match field:
        case Files():
            ids = value if isinstance(value, list) else []
            found["files"] = _files(application, ids, rows, marked)
            found["hidden"] = len(ids) - len(found["files"]) if marked is not None else 0
        case FinancialPlan():
            found["plan"] = _plan(field, value if isinstance(value, Mapping) else {})
        case _:
            found["lines"] = answer_lines(field, value)
    fact = facts.get(code)
    if fact is not None and fact.recognised != fact.declared:
        found["recognised"] = ", ".join(answer_lines(field, fact.recognised))
        found["recognised_reason"] = fact.reason
    return found


def _files(
    application: Application,
    ids: Iterable[object],
    rows: Mapping[str, Attachment],
    marked: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """`marked` are those that are shown, with the names that they are shown by; None: all."""
    here = [application.call.code, application.number]
    return [
        {
            "title": row.name if marked is None else _blind_title(marked[str(row.pk)]),
            "url": reverse("scoring:sheet_file", args=[*here, row.pk]),
            "shown": reverse("scoring:sheet_file_shown", args=[*here, row.pk])
            if row.is_shown
            else "",
            "is_picture": row.content_type in PICTURES,
            "size": row.size,
            "kind": row.name.rpartition(".")[2].upper(),
        }
        for row in (rows.get(str(one)) for one in ids)
        if row is not None and (marked is None or str(row.pk) in marked)
    ]


def _blind_title(name: str) -> str:
    number = name.rpartition("-")[2]
    return _("File %(number)s") % {"number": number}


def _scan(application: Application, rows: Mapping[str, Attachment]) -> list[dict[str, Any]]:
    """The paper itself, where the application came on paper."""
    found = scan_among([*rows.values()]) if application.channel == Channel.PAPER else None
    if found is None:
        return []
    files = _files(application, [found.pk], rows)
    field = {"label": _("Scan"), "lines": [], "code": "scan", "files": files}
    return [{"code": "scan", "title": _("On paper"), "fields": [field]}]


def _plan(field: FinancialPlan, plan: Mapping[str, Any]) -> dict[str, Any]:
    """Lines of costs and incomes in cents, the sum asked for, both totals."""
    totals = field.totals(plan)
    return {
        "costs": _lines(field, plan, "costs"),
        "incomes": _lines(field, plan, "incomes"),
        "requested": cents(plan.get("requested")),
        "costs_total": totals.total_cost if totals else None,
        "incomes_total": totals.incomes + totals.requested if totals else None,
    }


def _lines(field: FinancialPlan, plan: Mapping[str, Any], part: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "amount": cents(amount)} for name, amount in plan_lines(field, plan, part)
    ]
