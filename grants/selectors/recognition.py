"""Which facts an officer recognises, and what may be recognised."""

from dataclasses import dataclass
from typing import Any

from callfile.form.facts import facts_of
from callfile.form.fields import FACT_KINDS, Field, FieldKind, shown_fields
from callfile.form.form import check_answers
from callfile.form.problems import Problem
from grants.models import Application, RecognisedFact

# Of the financial plan, the officer may recognise less cost than was declared as eligible.
ELIGIBLE_COST = "eligible_cost"


@dataclass(frozen=True)
class Fact:
    """One fact of an application: what was declared, what was recognised, what proves it."""

    code: str
    field: Field
    declared: object
    row: RecognisedFact | None

    @property
    def recognised(self) -> object:
        return self.declared if self.row is None else self.row.recognised

    @property
    def stored(self) -> dict[str, Any]:
        """What another save would overwrite."""
        row = self.row
        return {"value": row.recognised, "reason": row.reason} if row else {}

    @property
    def asked(self) -> Field:
        """The field whose kind the value has: of the financial plan, the eligible cost."""
        if self.code != ELIGIBLE_COST:
            return self.field
        return {
            "code": self.code,
            "kind": FieldKind.MONEY,
            "label": self.field.get("label"),
            "min": "0.00",
            "max": self.declared,
        }

    @property
    def differs(self) -> bool:
        return self.row is not None and self.row.recognised != self.declared

    @property
    def evidence(self) -> str:
        """The code of the file field that proves it, or nothing."""
        return str(self.field.get("evidence") or "")


def facts_to_recognise(application: Application) -> list[Fact]:
    """In the order of the form; the eligible cost stands where the financial plan does."""
    lot = application.call.lot_content(application.lot.code)
    answers = application.answers or {}
    declared = facts_of(lot, answers)
    rows = {row.code: row for row in application.recognised_facts.all()}
    found = []
    for field in shown_fields(lot, answers):
        code = _code_of(field)
        if code:
            found.append(Fact(code, field, declared.get(code), rows.get(code)))
    return found


def _code_of(field: Field) -> str:
    if field.get("kind") == FieldKind.FINANCIAL_PLAN:
        return ELIGIBLE_COST
    # A declaration was made or not: there is nothing else to recognise.
    kinds = FACT_KINDS - {FieldKind.DECLARATION}
    return str(field["code"]) if field.get("fact") and field.get("kind") in kinds else ""


def problems_of_fact(fact: Fact, value: object) -> list[Problem]:
    """What is wrong with a value that shall be recognised; nothing for a good one."""
    asked: dict[str, Any] = {key: fact.asked[key] for key in fact.asked if key != "shown_if"}
    # All rows of a table may be struck out; any other fact has a value.
    asked["required"] = fact.asked.get("kind") != FieldKind.TABLE
    return check_answers({"form": {"sections": [{"fields": [asked]}]}}, {fact.code: value})
