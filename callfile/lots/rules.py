"""The lots of a call where only the rules are read: by a recomputation, and for the vectors.

>>> [pot.code for pot in read_pots({"lots": [
...     {"code": "A", "budget": "9.00", "allocation": {"method": "equal"}}]})]
['A']
>>> read_pots({"lots": [{"code": "A", "budget": "9.00", "allocation": {"method": "lottery"}}]})
Traceback (most recent call last):
callfile.strict.fault.CoreFault: setup: unknown_choice: A
"""

from collections.abc import Mapping
from typing import Any

from callfile.grant import GRANT, Grant
from callfile.lots.budgets import LotPot, budgets_of, pots_of
from callfile.lots.check import check_money
from callfile.lots.lot import LOTS, AnyLot, leaves_of
from callfile.reading.inspection import Inspection
from callfile.reading.parts import refuse_faults, strictly
from callfile.strict.fault import CoreFault, FaultKind


def read_lots(call: Mapping[str, Any]) -> tuple[AnyLot, ...]:
    """The lots of a call as it is written; raises CoreFault(setup) with what is concerned."""
    page = Inspection(rules_only=True)
    lots = LOTS.read(page, call.get("lots"), "lots") or ()
    refuse_faults(page)
    return lots


def read_pots(call: Mapping[str, Any]) -> list[LotPot]:
    """The lots that divide money, in file order; raises CoreFault(setup) that names lots."""
    lots = read_lots(call)
    page = Inspection(rules_only=True)
    check_money(page, lots, "lots")
    refuse_faults(page)
    budgets = budgets_of(lots)
    for lot in leaves_of(lots):
        if budgets[lot.code] is None:
            raise CoreFault(FaultKind.SETUP, [lot.code], "budget_missing")
    return pots_of(lots, _limits(call))


def _limits(call: Mapping[str, Any]) -> Grant:
    return strictly(GRANT, call.get("grant") or {})
