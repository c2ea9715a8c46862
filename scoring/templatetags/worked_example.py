"""{% worked_example lot budget most %}: the rule of a lot on three invented applications."""

from collections.abc import Mapping
from typing import Any

from django import template

from scoring.worked_example import worked_example as compute

register = template.Library()


@register.inclusion_tag("scoring/worked_example.html")
def worked_example(lot: Mapping[str, Any], budget: int, most: str) -> dict[str, Any]:
    """`budget` in cents, `most` the highest total of the lot; nothing where it cannot be shown."""
    return {"example": compute(lot, budget, most), "code": lot.get("code")}
