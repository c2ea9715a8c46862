"""Which facts an officer recognises, and what may be recognised."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grants.core.facts import facts_of
from grants.core.fields import FACT_KINDS, Field, FieldKind, shown_fields
from grants.core.form import check_answers
from grants.core.form_problems import Problem
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
    return str(field["code"]) if field.get("fact") and field.get("kind") in FACT_KINDS else ""


def problems_of_fact(fact: Fact, value: object) -> list[Problem]:
    """What is wrong with a value that shall be recognised; nothing for a good one."""
    field = _money_up_to(fact) if fact.code == ELIGIBLE_COST else fact.field
    asked: dict[str, Any] = {key: field[key] for key in field if key != "shown_if"}
    # All rows of a table may be struck out; any other fact has a value.
    asked |= {"code": fact.code, "required": field.get("kind") != FieldKind.TABLE}
    return check_answers({"form": {"sections": [{"fields": [asked]}]}}, {fact.code: value})


def _money_up_to(fact: Fact) -> Mapping[str, Any]:
    return {"kind": FieldKind.MONEY, "min": "0.00", "max": fact.declared}
