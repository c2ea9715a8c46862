"""`financial_plan`: costs and income that balance to the cent, and the amount requested.

Source: CALL_FILE §2 (must balance to the cent) and §6.13 (requested > 0, money has two decimals;
the share needs the eligible cost). Costs = incomes + requested: the requested amount is no line of
income. The share limit is floor(share × eligible cost), as in the allocation (§5). Every readable
plan gives the facts

* `total_cost`: all cost lines; `eligible_cost`: those of eligible categories; `requested`;
* `own_share`, `public_share`: income lines of that source ÷ total cost, in percent;
* `other_sources_share`: everything but the requested amount (own, public and other) ÷ total cost.

>>> plan = strictly(part_of(FinancialPlan), {"code": "plan", "kind": "financial_plan",
...     "cost_categories": [{"code": "fees", "eligible": True}],
...     "income_categories": [{"code": "own", "source": "own"}]})
>>> answer = {"costs": [{"category": "fees", "amount": "300.00"}],
...     "incomes": [{"category": "own", "amount": "100.00"}], "requested": "200.00"}
>>> plan.facts_in(answer)
{'requested': '200.00', 'eligible_cost': '300.00', 'total_cost': '300.00', 'own_share': '100/3', \
'public_share': '0', 'other_sources_share': '100/3'}
>>> [(p.place, p.code.value, p.args) for p in plan.problems({**answer, "incomes": []})]
[('plan', 'not_balanced', {'costs': '300.00', 'incomes': '200.00', 'difference': '100.00'})]
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from callfile.faults import FaultCode
from callfile.fields.field import Around, Field
from callfile.form.problems import Problem, ProblemCode
from callfile.form.values import Found, money_problems, text_problems
from callfile.grant import Grant
from callfile.numbers.exact import exact_text
from callfile.numbers.money import LIMIT, cents, money_text
from callfile.reach.domains import Domain
from callfile.reach.ranges import span
from callfile.reading.inspection import Inspection, at
from callfile.reading.lists import list_of
from callfile.reading.parts import key, part, part_of, strictly
from callfile.reading.shapes import CODE, TEXTS, YES_NO, Texts, one_of

__all__ = [
    "LINES",
    "PLAN_FACTS",
    "PLAN_PARTS",
    "CostCategory",
    "FinancialPlan",
    "IncomeCategory",
    "IncomeSource",
    "PlanTotals",
    "part_of",
    "strictly",
]

LINES = 200
LINE_TEXT_LENGTH = 300
# With their lines.
PLAN_PARTS = ("costs", "incomes")
_CENT = Fraction(1, 100)


class IncomeSource(StrEnum):
    """Where a line of income in the financial plan comes from."""

    OWN = "own"
    PUBLIC = "public"
    OTHER = "other"


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


@part("A category of cost.", name="cost_category")
class CostCategory:
    code: str = key(CODE, "Its name.")
    text: Texts = key(TEXTS, "What is read.")
    eligible: bool = key(YES_NO, "Whether the cost counts as eligible.")


@part("A category of income.", name="income_category")
class IncomeCategory:
    code: str = key(CODE, "Its name.")
    text: Texts = key(TEXTS, "What is read.")
    source: IncomeSource = key(
        one_of(list(IncomeSource)),
        "Where the income comes from; shares of sources are computed from it.",
    )


@part("The financial plan.", name="financial_plan")
class FinancialPlan(Field):
    NAME: ClassVar[str] = "financial_plan"
    MEANING: ClassVar[str] = (
        "costs and income that balance to the cent, and the amount requested; "
        "each lot has exactly one"
    )

    cost_categories: tuple[CostCategory, ...] = key(
        list_of(part_of(CostCategory), by_code=True), "Kinds of cost."
    )
    income_categories: tuple[IncomeCategory, ...] = key(
        list_of(part_of(IncomeCategory), by_code=True), "Kinds of income."
    )

    def check(self, page: Inspection, place: str) -> None:
        if not any(category.eligible for category in self.cost_categories):
            page.add(at(place, "cost_categories"), FaultCode.NO_ELIGIBLE_COSTS)
        if self.may_stay_blank:
            page.add(place, FaultCode.PLAN_NOT_ALWAYS_SHOWN)

    @staticmethod
    def facts() -> dict[str, Domain]:
        """What the rubric may read of every plan: sums in euros, shares in percent."""
        money, percent = span(0, None, _CENT), span(0, 100)
        return {
            "requested": span(_CENT, None, _CENT),
            "eligible_cost": money,
            "total_cost": span(_CENT, None, _CENT),
            "own_share": percent,
            "public_share": percent,
            "other_sources_share": percent,
        }

    def categories(self, of: str) -> tuple[CostCategory, ...] | tuple[IncomeCategory, ...]:
        """Those that the lines of one of the `PLAN_PARTS` name."""
        return self.cost_categories if of == "costs" else self.income_categories

    def totals(self, answer: object) -> PlanTotals | None:
        """The sums of a plan, or None while a line of it cannot be read."""
        if not isinstance(answer, Mapping):
            return None
        eligible = {category.code: category.eligible for category in self.cost_categories}
        sources = {category.code: category.source for category in self.income_categories}
        costs = _by_group(answer.get("costs", []), eligible)
        incomes = _by_group(answer.get("incomes", []), sources)
        requested = cents(answer.get("requested"))
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

    def facts_in(self, answer: object) -> dict[str, object]:
        totals = self.totals(answer)
        if totals is None:
            return {}
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

    def problems_of_parts(self, answer: object, around: Around) -> Iterator[Problem]:
        """Sums are looked at once every line can be read."""
        if not isinstance(answer, Mapping):
            yield Problem(self.code, ProblemCode.MALFORMED)
            return
        found = [
            *self._problems_of_lines(answer, "costs"),
            *self._problems_of_lines(answer, "incomes"),
            *self._problems_of_requested(answer.get("requested")),
        ]
        yield from found
        for part_ in sorted(answer.keys() - {*PLAN_PARTS, "requested"}):
            yield Problem(self.code, ProblemCode.UNKNOWN_FIELD, part=part_)
        if found:
            return
        totals = self.totals(answer)
        if totals is None:
            yield Problem(self.code, ProblemCode.TOO_LARGE)
            return
        if totals.difference:
            sums: dict[str, str | int] = {
                "costs": money_text(totals.total_cost),
                "incomes": money_text(totals.incomes + totals.requested),
                "difference": money_text(totals.difference),
            }
            yield Problem(self.code, ProblemCode.NOT_BALANCED, args=sums)
        for code, args in _beyond_limits(totals, around.grant):
            yield Problem(self.code, code, part="requested", args=args)

    def _problems_of_lines(self, answer: Mapping[str, object], of: str) -> Iterator[Problem]:
        lines = answer.get(of, [])
        if not isinstance(lines, list):
            yield Problem(self.code, ProblemCode.MALFORMED, part=of)
            return
        if of == "costs" and not lines:
            yield Problem(self.code, ProblemCode.MISSING, part=of)
        if len(lines) > LINES:
            too_many: dict[str, str | int] = {"maximum": LINES, "rows": len(lines)}
            yield Problem(self.code, ProblemCode.TOO_MANY_ROWS, part=of, args=too_many)
        known = {category.code for category in self.categories(of)}
        for row, line in enumerate(lines[:LINES]):
            if not isinstance(line, Mapping):
                yield Problem(self.code, ProblemCode.MALFORMED, part=of, row=row)
                continue
            for column, found, args in _faults_of_line(line, known):
                yield Problem(self.code, found, part=of, row=row, column=column, args=args)

    def _problems_of_requested(self, requested: object) -> Iterator[Problem]:
        if requested in (None, ""):
            yield Problem(self.code, ProblemCode.MISSING, part="requested")
            return
        for found, args in money_problems(requested):
            yield Problem(self.code, found, part="requested", args=args)


PLAN_FACTS = tuple(FinancialPlan.facts())


def _by_group(rows: object, groups: Mapping[str, object]) -> dict[object, int] | None:
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


def _percent(part_: int, whole: int) -> str:
    return exact_text(Fraction(100 * part_, whole))


def _faults_of_line(
    line: Mapping[str, object], known: set[str]
) -> Iterator[tuple[str, ProblemCode, dict[str, str | int]]]:
    category = line.get("category")
    if category in (None, ""):
        yield "category", ProblemCode.MISSING, {}
    elif not isinstance(category, str) or category not in known:
        yield "category", ProblemCode.UNKNOWN_OPTION, {}
    for found, args in text_problems(line.get("text", ""), LINE_TEXT_LENGTH):
        yield "text", found, args
    if line.get("amount") in (None, ""):
        yield "amount", ProblemCode.MISSING, {}
    else:
        for found, args in money_problems(line.get("amount")):
            yield "amount", found, args
    for column in sorted(line.keys() - {"category", "text", "amount"}):
        yield column, ProblemCode.UNKNOWN_FIELD, {}


def _beyond_limits(totals: PlanTotals, grant: Grant) -> Iterator[Found]:
    """What the requested amount may not be in this lot."""
    requested, share = totals.requested, grant.max_share_of_eligible_cost
    if grant.minimum is not None and requested < grant.minimum:
        yield ProblemCode.REQUESTED_BELOW_MINIMUM, {"minimum": money_text(grant.minimum)}
    if grant.maximum is not None and requested > grant.maximum:
        yield ProblemCode.REQUESTED_ABOVE_MAXIMUM, {"maximum": money_text(grant.maximum)}
    limit = None if share is None else int(share.part * totals.eligible_cost)
    if share is not None and limit is not None and requested > limit:
        yield (
            ProblemCode.REQUESTED_ABOVE_SHARE,
            {
                "share": share.text,
                "eligible_cost": money_text(totals.eligible_cost),
                "limit": money_text(limit),
            },
        )
