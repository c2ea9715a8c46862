"""{% worked_example pot most %}: the rule of a lot on three invented applications."""

from typing import Any

from django import template

from callfile.lots.budgets import LotPot
from scoring.worked_example import worked_example as compute

register = template.Library()


@register.inclusion_tag("scoring/worked_example.html")
def worked_example(pot: LotPot, most: str) -> dict[str, Any]:
    """`most`: the highest total of the lot; nothing where it cannot be shown."""
    return {"example": compute(pot, most), "code": pot.code}
