"""The limits of a grant, of the call or of a lot; a lot overrides the call key by key.

Source: CALL_FILE §1 and §6.13–6.14.

>>> page = Inspection()
>>> limits = GRANT.read(page, {"minimum": "500.00", "maximum": "200.00"}, "grant")
>>> check_grant(page, limits, "grant", limits, 10_000)
>>> [str(fault) for fault in page.faults]
['grant: grant_order (minimum=500.00, maximum=200.00)', \
'grant: minimum_above_budget (minimum=500.00, budget=100.00)', \
'grant: maximum_above_budget (maximum=200.00, budget=100.00)']
"""

from callfile.faults import FaultCode
from callfile.numbers.money import money_text
from callfile.reading.inspection import Inspection, at
from callfile.reading.parts import key, part, part_of
from callfile.reading.shapes import MONEY, SHARE, Shape, Share


@part("Limits of one award. A lot overrides the call key by key.")
class Grant:
    """`minimum` and `maximum` are cents."""

    minimum: int | None = key(MONEY, "Smallest award.", default=None)
    maximum: int | None = key(MONEY, "Largest award.", default=None)
    max_share_of_eligible_cost: Share | None = key(
        SHARE, "Share of the eligible cost that is paid at most.", default=None
    )

    def within(self, around: "Grant") -> "Grant":
        """All that a lot takes over from what stands around it: limits it does not set itself.

        Everything else (form, rubric, allocation, tie-break …) belongs to the lot that people
        apply for, and may not stand on a lot around others.
        """
        share = self.max_share_of_eligible_cost
        return Grant(
            minimum=around.minimum if self.minimum is None else self.minimum,
            maximum=around.maximum if self.maximum is None else self.maximum,
            max_share_of_eligible_cost=around.max_share_of_eligible_cost
            if share is None
            else share,
        )


NO_LIMITS = Grant()
GRANT: Shape[Grant] = part_of(Grant)


def check_grant(
    page: Inspection, written: Grant, place: str, merged: Grant, budget: int | None
) -> None:
    """Report the faults of `written`; `merged` holds after overriding, `budget` is in cents."""
    share = written.max_share_of_eligible_cost
    if share is not None and share.part == 0:
        page.add(at(place, "max_share_of_eligible_cost"), FaultCode.NOT_POSITIVE)
    minimum, maximum = merged.minimum, merged.maximum
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
