"""The lots of a call as a flat list of those that divide money (CALL_FILE §1, §6.13, §6.20).

A lot may nest. Children's budgets are money that adds up to the parent's, or shares of it that
total 100 %; the cents of shares go by largest remainder, then by file order. A child takes over
the limits of `grant` that it does not set itself (`callfile.lots.with_own_grant`).

>>> lots = leaf_lots({"grant": {"minimum": "20.00"}, "lots": [
...     {"code": "P", "budget": "100.01", "lots": [
...         {"code": "A", "budget": "50%", "allocation": {"method": "equal"}},
...         {"code": "B", "budget": "50%", "allocation": {"method": "equal"},
...          "grant": {"maximum": "80.00"}}]}]})
>>> [(lot.code, lot.budget, lot.grant) for lot in lots]
[('A', 5001, {'minimum': '20.00'}), ('B', 5000, {'minimum': '20.00', 'maximum': '80.00'})]
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from callfile.allocation.rule import allocation_faults
from callfile.budgets import split_by_share
from callfile.lots import with_own_grant
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.reading import cents, is_share, share
from callfile.strict.written import mapping, sequence, text

Node = Mapping[str, Any]
# Rules that only a lot which divides money may state.
_OF_LEAVES = ("allocation", "tie_break", "spill_to")


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot that divides money: its own budget in cents, and the rules that hold for it."""

    code: str
    budget: int
    allocation: Node
    grant: Node
    tie_break: Sequence[str]
    spill_to: tuple[str, ...]
    parent: str
    share: str  # as the call writes it, empty where the budget is money


def leaf_lots(call: Node) -> list[Lot]:
    """The lots that divide money, in file order; raises a set-up fault that names lots."""
    lots = _leaves(call, None, _grant_within({}, call))
    twice = [code for code, times in Counter(_codes(call)).items() if times > 1]
    if twice:
        raise CoreFault("setup", twice, "lot_twice")
    _check_spill(lots)
    for lot in lots:
        for fault in allocation_faults(lot.allocation, lot.grant)[:1]:
            raise CoreFault("setup", [lot.code], fault)
    return lots


def _leaves(parent: Node, budget: int | None, around: Node) -> list[Lot]:
    children = parent.get("lots") or []
    leaves = []
    for child, amount in zip(children, _budgets(children, budget), strict=True):
        grant = _grant_within(around, child)
        if child.get("lots"):
            for key in _OF_LEAVES:
                if child.get(key):
                    raise CoreFault("setup", [child["code"]], f"{key}_of_a_group_of_lots")
            leaves += _leaves(child, amount, grant)
            continue
        if amount is None:
            raise CoreFault("setup", [child["code"]], "budget_missing")
        leaves.append(_lot(child, amount, grant, parent.get("code", "")))
    return leaves


def _grant_within(around: Node, node: Node) -> Node:
    mapping(node.get("grant") or {}, FaultKind.SETUP, [str(node.get("code", ""))], "grant")
    return with_own_grant(around, node)


def _lot(node: Node, budget: int, grant: Node, parent: str) -> Lot:
    code, setup = [node["code"]], FaultKind.SETUP
    order = sequence(node.get("tie_break"), setup, code, "tie_break")
    targets = sequence(node.get("spill_to"), setup, code, "spill_to")
    return Lot(
        code=node["code"],
        budget=budget,
        allocation=mapping(node.get("allocation") or {}, setup, code, "allocation"),
        grant=grant,
        tie_break=[text(rule, setup, code, "tie_break") for rule in order],
        spill_to=tuple(text(target, setup, code, "spill_to") for target in targets),
        parent=parent,
        share=node["budget"] if is_share(node.get("budget")) else "",
    )


def _budgets(children: Sequence[Node], parent: int | None) -> list[int | None]:
    """The budget of each child in cents; None where a group of lots leaves it to its children."""
    codes = [child["code"] for child in children]
    stated = [child.get("budget") for child in children]
    if any(is_share(budget) for budget in stated):
        if parent is None or not all(is_share(budget) for budget in stated):
            raise CoreFault("setup", codes, "shares_without_a_whole")
        shares = [share(budget) for budget in stated]
        if sum(shares) != 1:
            raise CoreFault("setup", codes, "shares_do_not_total_100")
        return list(split_by_share(parent, shares))
    budgets = [None if budget is None else cents(budget) for budget in stated]
    if parent is not None and sum(budget or 0 for budget in budgets) != parent:
        raise CoreFault("setup", codes, "budgets_do_not_add_up")
    return budgets


def _codes(node: Node) -> list[str]:
    children = node.get("lots") or []
    return [c["code"] for c in children] + [code for c in children for code in _codes(c)]


def _check_spill(lots: Sequence[Lot]) -> None:
    """Targets are later lots that divide money, and are named in file order (§6.20)."""
    places = {lot.code: place for place, lot in enumerate(lots)}
    for lot in lots:
        path = [places.get(code, -1) for code in (lot.code, *lot.spill_to)]
        if any(later <= earlier for earlier, later in pairwise(path)):
            raise CoreFault("setup", [lot.code], "spill_not_to_later_lots")
