"""Facts that the rubric can use, derived from the answers of an application.

Source: CALL_FILE §2 (a field marked as a fact has a code that the rubric can use; totals of the
financial plan are computed). Values keep their canonical text: "34", "1234.56", True, an option
code, table rows. Hidden, unanswered and refused values give no fact. Every readable financial plan
adds

* `total_cost`: all cost lines; `eligible_cost`: those of eligible categories; `requested`;
* `own_share`, `public_share`: income lines of that source ÷ total cost, in percent;
* `other_sources_share`: everything but the requested amount (own, public and other) ÷ total cost.

>>> lot = {"form": {"sections": [{"fields": [{"code": "plan", "kind": "financial_plan",
...     "cost_categories": [{"code": "fees", "eligible": True}],
...     "income_categories": [{"code": "own", "source": "own"}]}]}]}}
>>> facts_of(lot, {"plan": {"costs": [{"category": "fees", "amount": "300.00"}],
...     "incomes": [{"category": "own", "amount": "100.00"}], "requested": "200.00"}})
{'requested': '200.00', 'eligible_cost': '300.00', 'total_cost': '300.00', 'own_share': '100/3', \
'public_share': '0', 'other_sources_share': '100/3'}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from callfile.form.fields import FACT_KINDS, Field, FieldKind, IncomeSource, shown_fields
from callfile.form.values import problems_of
from callfile.numbers.exact import exact_text
from callfile.numbers.money import LIMIT, cents, money_text

PLAN_FACTS = (
    "requested",
    "eligible_cost",
    "total_cost",
    "own_share",
    "public_share",
    "other_sources_share",
)


@dataclass(frozen=True, slots=True)
class PlanTotals:
    """Sums of a financial plan in cents; `difference` = costs − incomes − requested."""

    total_cost: int
    eligible_cost: int
    own: int
    public: int
    other: int
    requested: int

    @property
    def incomes(self) -> int:
        return self.own + self.public + self.other

    @property
    def difference(self) -> int:
        return self.total_cost - self.incomes - self.requested


def facts_of(lot: Mapping[str, Any], answers: Mapping[str, object]) -> dict[str, object]:
    """The facts of one application: `{code: "34" | True | option code | rows}`."""
    facts: dict[str, object] = {}
    for field in shown_fields(lot, answers):
        value = answers.get(field["code"])
        if field.get("kind") == FieldKind.FINANCIAL_PLAN:
            totals = plan_totals(field, value)
            if totals is not None:
                facts |= _plan_facts(totals)
        elif _is_fact(field, value):
            facts[field["code"]] = value
    return facts


def _is_fact(field: Field, value: object) -> bool:
    if not field.get("fact") or field.get("kind") not in FACT_KINDS or value in (None, ""):
        return False
    return next(problems_of(field, value), None) is None


def plan_totals(field: Field, plan: object) -> PlanTotals | None:
    """The sums of a financial plan, or None while a line of it cannot be read."""
    if not isinstance(plan, Mapping):
        return None
    eligible = {
        category.get("code"): category.get("eligible") is not False
        for category in field.get("cost_categories") or []
    }
    sources = {
        category.get("code"): category.get("source")
        for category in field.get("income_categories") or []
    }
    costs = _by_group(plan.get("costs", []), eligible)
    incomes = _by_group(plan.get("incomes", []), sources)
    requested = cents(plan.get("requested"))
    if costs is None or incomes is None or requested is None:
        return None
    totals = PlanTotals(
        total_cost=sum(costs.values()),
        eligible_cost=costs.get(True, 0),
        own=incomes.get(IncomeSource.OWN, 0),
        public=incomes.get(IncomeSource.PUBLIC, 0),
        other=incomes.get(IncomeSource.OTHER, 0),
        requested=requested,
    )
    return totals if max(totals.total_cost, totals.incomes) < LIMIT else None


def _by_group(rows: object, groups: Mapping[object, object]) -> dict[object, int] | None:
    """Cents by what `groups` says of each row's category; None if a row cannot be read."""
    if not isinstance(rows, list):
        return None
    sums: dict[object, int] = {}
    for row in rows:
        category = row.get("category") if isinstance(row, Mapping) else None
        amount = cents(row.get("amount")) if isinstance(row, Mapping) else None
        if amount is None or not isinstance(category, str) or category not in groups:
            return None
        sums[groups[category]] = sums.get(groups[category], 0) + amount
    return sums


def _plan_facts(totals: PlanTotals) -> dict[str, object]:
    facts: dict[str, object] = {
        "requested": money_text(totals.requested),
        "eligible_cost": money_text(totals.eligible_cost),
        "total_cost": money_text(totals.total_cost),
    }
    if totals.total_cost:
        facts["own_share"] = _percent(totals.own, totals.total_cost)
        facts["public_share"] = _percent(totals.public, totals.total_cost)
        facts["other_sources_share"] = _percent(totals.incomes, totals.total_cost)
    return facts


def _percent(part: int, whole: int) -> str:
    return exact_text(Fraction(100 * part, whole))
