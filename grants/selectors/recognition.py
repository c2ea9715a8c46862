"""Which facts an officer recognises, and what may be recognised."""

from dataclasses import dataclass, replace
from typing import Any

from callfile.fields import Declaration, Field, FinancialPlan, Money, Table
from callfile.form.problems import Problem
from callfile.numbers.money import cents
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
        most = cents(self.declared)
        return Money(code=self.code, kind=Money.NAME, label=self.field.label, most=most)

    @property
    def differs(self) -> bool:
        return self.row is not None and self.row.recognised != self.declared

    @property
    def evidence(self) -> str:
        """The code of the file field that proves it, or nothing."""
        return self.field.evidence or ""


def facts_to_recognise(application: Application) -> list[Fact]:
    """In the order of the form; the eligible cost stands where the financial plan does."""
    form = application.call.file.lot(application.lot.code).form
    answers = application.answers or {}
    declared = form.facts(answers)
    rows = {row.code: row for row in application.recognised_facts.all()}
    found = []
    for field in form.shown(answers):
        code = _code_of(field)
        if code:
            found.append(Fact(code, field, declared.get(code), rows.get(code)))
    return found


def _code_of(field: Field) -> str:
    if isinstance(field, FinancialPlan):
        return ELIGIBLE_COST
    # A declaration was made or not: there is nothing else to recognise.
    is_open = field.fact and field.MAY_BE_FACT and not isinstance(field, Declaration)
    return field.code if is_open else ""


def problems_of_fact(fact: Fact, value: object) -> list[Problem]:
    """What is wrong with a value that shall be recognised; nothing for a good one."""
    # All rows of a table may be struck out; any other fact has a value.
    required = not isinstance(fact.asked, Table)
    return list(replace(fact.asked, required=required).problems(value))
