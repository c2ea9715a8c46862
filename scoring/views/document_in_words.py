"""The application as the committee reads it: answers by section, sums, files."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from callfile.form.facts import plan_totals
from callfile.form.fields import Field, FieldKind, shown_fields
from callfile.numbers.money import cents
from grants.answers_in_words import answer_lines, text_in
from grants.models import Application, Attachment, RecognisedFact


def document_of(application: Application, lot: Mapping[str, Any]) -> list[dict[str, Any]]:
    """[{code, title, fields [{label, lines, files, plan, recognised}]}], empty sections left out.

    Declarations stand in the file, not here: they say nothing that is judged.
    """
    answers = application.answers or {}
    shown = {str(field["code"]): field for field in shown_fields(lot, answers)}
    rows = {str(row.pk): row for row in application.attachments.filter(removed_at=None)}
    facts = {row.code: row for row in application.recognised_facts.all()}
    sections = []
    for section in lot["form"]["sections"]:
        fields = [
            _field(application, shown[str(one["code"])], answers, rows, facts)
            for one in section["fields"]
            if str(one["code"]) in shown and one.get("kind") != FieldKind.DECLARATION
        ]
        if fields:
            sections.append({"code": section["code"], "title": section["title"], "fields": fields})
    return sections


def _field(
    application: Application,
    field: Field,
    answers: Mapping[str, Any],
    rows: Mapping[str, Attachment],
    facts: Mapping[str, RecognisedFact],
) -> dict[str, Any]:
    code, kind = str(field["code"]), field.get("kind")
    value = answers.get(code)
    found: dict[str, Any] = {"label": field.get("label"), "lines": [], "code": code}
    if kind == FieldKind.FILE:
        found["files"] = _files(application, value if isinstance(value, list) else [], rows)
    elif kind == FieldKind.FINANCIAL_PLAN:
        found["plan"] = _plan(field, value if isinstance(value, Mapping) else {})
    else:
        found["lines"] = answer_lines(field, value)
    fact = facts.get(code)
    if fact is not None and fact.recognised != fact.declared:
        found["recognised"] = ", ".join(answer_lines(field, fact.recognised))
        found["recognised_reason"] = fact.reason
    return found


def _files(
    application: Application, ids: Iterable[object], rows: Mapping[str, Attachment]
) -> list[dict[str, Any]]:
    return [
        {
            "title": row.name,
            "url": reverse(
                "scoring:sheet_file", args=[application.call.code, application.number, row.pk]
            ),
            "size": row.size,
            "kind": row.name.rpartition(".")[2].upper(),
        }
        for row in (rows.get(str(one)) for one in ids)
        if row is not None
    ]


def _plan(field: Field, plan: Mapping[str, Any]) -> dict[str, Any]:
    """Lines of costs and incomes in cents, the sum asked for, both totals."""
    totals = plan_totals(field, plan)
    return {
        "costs": _lines(field, plan, "costs", "cost_categories"),
        "incomes": _lines(field, plan, "incomes", "income_categories"),
        "requested": cents(plan.get("requested")),
        "costs_total": totals.total_cost if totals else None,
        "incomes_total": totals.incomes + totals.requested if totals else None,
    }


def _lines(
    field: Field, plan: Mapping[str, Any], part: str, categories: str
) -> list[dict[str, Any]]:
    names = {one["code"]: text_in(one.get("text")) for one in field.get(categories) or []}
    return [
        {
            "name": ", ".join(
                filter(None, (names.get(line.get("category"), ""), line.get("text") or ""))
            ),
            "amount": cents(line.get("amount")),
        }
        for line in plan.get(part) or []
        if isinstance(line, Mapping)
    ]
