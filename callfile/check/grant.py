"""Set-up check of the limits of a grant, of the call or of a lot.

Source: CALL_FILE §1 (`grant`; a lot may override) and §6.13–6.14.

>>> page = Inspection()
>>> limits = {"minimum": "500.00", "maximum": "200.00"}
>>> check_grant(page, limits, "grant", limits, 10_000)
>>> [str(fault) for fault in page.faults]
['grant: grant_order (minimum=500.00, maximum=200.00)', \
'grant: minimum_above_budget (minimum=500.00, budget=100.00)', \
'grant: maximum_above_budget (maximum=200.00, budget=100.00)']
"""

from collections.abc import Mapping
from typing import Any

from callfile.faults import FaultCode
from callfile.numbers.money import cents, money_text
from callfile.shape import Inspection, at

KEYS = ("minimum", "maximum", "max_share_of_eligible_cost")


def check_grant(
    page: Inspection,
    written: object,
    place: str,
    merged: Mapping[str, Any],
    budget: int | None,
) -> None:
    """Report the faults of `written`; `merged` holds after overriding, `budget` is in cents."""
    grant = page.mapping(written, place)
    page.keys(grant, place, (), KEYS)
    page.money(grant, "minimum", place)
    page.money(grant, "maximum", place)
    if page.share(grant, "max_share_of_eligible_cost", place) == 0:
        page.add(at(place, "max_share_of_eligible_cost"), FaultCode.NOT_POSITIVE)
    minimum, maximum = cents(merged.get("minimum")), cents(merged.get("maximum"))
    if minimum is not None and maximum is not None and minimum > maximum:
        shown = {"minimum": money_text(minimum), "maximum": money_text(maximum)}
        page.add(place, FaultCode.GRANT_ORDER, **shown)
    if maximum == 0:
        page.add(at(place, "maximum"), FaultCode.NOT_POSITIVE)
    if budget is None:
        return
    if minimum is not None and minimum > budget:
        shown = {"minimum": money_text(minimum), "budget": money_text(budget)}
        page.add(place, FaultCode.MINIMUM_ABOVE_BUDGET, **shown)
    if maximum is not None and maximum > budget:
        shown = {"maximum": money_text(maximum), "budget": money_text(budget)}
        page.add(place, FaultCode.MAXIMUM_ABOVE_BUDGET, **shown)
