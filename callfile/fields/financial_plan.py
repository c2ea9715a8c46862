"""`financial_plan`: costs and income that balance, and the amount requested."""

from fractions import Fraction
from typing import ClassVar

from callfile.faults import FaultCode
from callfile.fields.field import Field
from callfile.form.fields import IncomeSource
from callfile.reach.domains import Domain
from callfile.reach.ranges import span
from callfile.reading.inspection import Inspection, at
from callfile.reading.lists import list_of
from callfile.reading.parts import key, part, part_of
from callfile.reading.shapes import CODE, TEXTS, YES_NO, Texts, one_of

_CENT = Fraction(1, 100)


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
