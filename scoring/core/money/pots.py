"""The pots of a call: lot after lot in file order, unspent money moving on (CALL_FILE §5, §6.20).

Unspent money of a lot moves to the first lot on its `spill_to` list before that one is computed.
A pot spends its own money first, then what it received, in file order of the givers. Received
money that stays unused follows the giver's list further, and where the list ends it returns to
the giver, where it stays: a lot that has been computed is not computed again.

>>> equal = {"method": "equal"}
>>> result = allocate_lots(seed=None, call={"lots": [
...     {"code": "A", "budget": "100.00", "allocation": equal, "spill_to": ["B"]},
...     {"code": "B", "budget": "50.00", "allocation": equal}]},
...     entries_by_lot={
...         "A": [{"number": "1", "points": "5", "requested": "70.00"}],
...         "B": [{"number": "2", "points": "5", "requested": "60.00"}]})
>>> result["lots"]["B"]["received"], result["lots"]["B"]["amounts"], result["stays"]
({'A': '30.00'}, {'2': '60.00'}, {'A': '20.00'})
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from callfile.allocation.rule import rule_of
from callfile.as_written import Written
from callfile.lots.budgets import LotPot
from callfile.lots.rules import read_pots
from callfile.numbers.money import money_text
from callfile.strict.fault import CoreFault
from callfile.strict.reading import required_cents
from scoring.core.money.allocation import Result, divided_pot
from scoring.core.money.allocation_trace import AllocationStep, Step, allocation_step

Entries = Sequence[Mapping[str, Any]]


def allocate_lots(
    *, call: Written, entries_by_lot: Mapping[str, Entries], seed: str | None = None
) -> dict[str, Any]:
    """Divide all the pots of a call.

    `call`: lots (nested), grant. `entries_by_lot`: lot code → entries as for `allocate`.

    Returns `lots`: code → result of `allocate` with `budget` (the lot's own) and `received`
    (giver → money), in file order; and `stays`: code → money that is left in the end, only where
    some is. `unspent` of a lot is what it did not spend, before that moves on.

    Raises CoreFault: `setup` naming the lots concerned, `input` also for entries of a lot that
    divides nothing, and whatever `allocate` raises.
    """
    return divide_pots(read_pots(call), entries_by_lot, seed)


def divide_pots(
    lots: Sequence[LotPot], entries_by_lot: Mapping[str, Entries], seed: str | None
) -> dict[str, Any]:
    """The same of pots that are read already."""
    strangers = set(entries_by_lot) - {lot.code for lot in lots}
    if strangers:
        raise CoreFault("input", strangers, "entries_of_no_lot")
    flow = _Flow({lot.code: lot for lot in lots})
    results = {lot.code: _divide(lot, entries_by_lot.get(lot.code, ()), seed, flow) for lot in lots}
    for code, amount in flow.stays.items():
        results[code]["trace"]["pot"].append(
            allocation_step(AllocationStep.STAYS, amount=money_text(amount))
        )
    stays = {lot.code: money_text(flow.stays[lot.code]) for lot in lots if lot.code in flow.stays}
    return {"lots": results, "stays": stays}


def written_out(result: Result) -> Result:
    """The result of a lot with the steps of all its applications as data, to be kept."""
    trace = {**result["trace"], "applications": dict(result["trace"]["applications"])}
    return {**result, "trace": trace}


@dataclass(slots=True)
class _Flow:
    """Money on its way: lot → giver → cents received, and what has come to rest."""

    lots: dict[str, LotPot]
    received: dict[str, dict[str, int]] = field(default_factory=dict)
    stays: dict[str, int] = field(default_factory=dict)

    def of(self, lot: LotPot) -> dict[str, int]:
        """What a lot received, by giver in file order."""
        got = self.received.get(lot.code, {})
        return {giver: got[giver] for giver in self.lots if giver in got}

    def pass_on(self, giver: LotPot, holder: LotPot, amount: int) -> list[Step]:
        """Move unused money of `giver`, now with `holder`, along the giver's list."""
        if not amount:
            return []
        said = money_text(amount)
        path = (giver.code, *giver.lot.spill_to)
        further = path[path.index(holder.code) + 1 :]
        if further:
            target = self.received.setdefault(further[0], {})
            target[giver.code] = target.get(giver.code, 0) + amount
            return [allocation_step(AllocationStep.MOVED_TO, lot=further[0], amount=said)]
        self.stays[giver.code] = self.stays.get(giver.code, 0) + amount
        if holder is giver:
            return []
        return [allocation_step(AllocationStep.RETURNED_TO, lot=giver.code, amount=said)]


def _divide(lot: LotPot, entries: Entries, seed: str | None, flow: _Flow) -> Result:
    received = flow.of(lot)
    own: dict[str, str] = {"budget": money_text(lot.budget)}
    if lot.share:
        own |= {"share": lot.share, "parent": lot.parent}
    opening = [allocation_step(AllocationStep.OWN_BUDGET, **own)]
    for giver, amount in received.items():
        got = {"lot": giver, "amount": money_text(amount)}
        opening.append(allocation_step(AllocationStep.RECEIVED_FROM, **got))
    result = _allocate(lot, lot.budget + sum(received.values()), entries, seed)
    spent = required_cents(result["spent"])
    closing = flow.pass_on(lot, lot, max(lot.budget - spent, 0))
    spent_of_received = max(spent - lot.budget, 0)
    for giver, amount in received.items():
        used = min(amount, spent_of_received)
        spent_of_received -= used
        closing += flow.pass_on(flow.lots[giver], lot, amount - used)
    result["trace"]["pot"][:] = [*opening, *result["trace"]["pot"], *closing]
    said = {giver: money_text(amount) for giver, amount in received.items()}
    return {**result, "budget": money_text(lot.budget), "received": said}


def _allocate(lot: LotPot, budget: int, entries: Entries, seed: str | None) -> Result:
    rule = rule_of(lot.allocation, lot.grant)
    try:
        return divided_pot(rule, money_text(budget), lot.grant, entries, lot.lot.tie_break, seed)
    except CoreFault as fault:
        if fault.kind == "setup" and not fault.names:
            raise CoreFault("setup", [lot.code], fault.reason) from fault
        raise
