"""The pots of a call as a tree: own money, what came and went, what was granted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from callfile.numbers.money import cents
from grants.models import Call, Lot
from scoring.core.money.allocation_trace import AllocationStep

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PotNode:
    """A lot; money in cents. `received` and `moved` by the code of the other lot."""

    code: str
    title: Mapping[str, str]
    is_leaf: bool
    budget: int
    used: int
    spent: int
    stays: int
    entries: int
    factor: str | None
    received: Mapping[str, int]
    moved: Mapping[str, int]
    children: tuple["PotNode", ...]

    @property
    def leaves(self) -> Iterator["PotNode"]:
        """Lots to which one applies, this one or those below it."""
        if self.is_leaf:
            yield self
        for child in self.children:
            yield from child.leaves


def pot_nodes(call: Call, summary: Json) -> tuple[PotNode, ...]:
    """The lots of the first level, with those below, as a run sums them up; one query."""
    rows = list(call.lots.all())
    below: dict[int | None, list[Lot]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)

    def node(lot: Lot) -> PotNode:
        return _node(lot, tuple(node(child) for child in below.get(lot.pk, [])), summary)

    return tuple(node(lot) for lot in below.get(None, []))


def _node(lot: Lot, children: tuple[PotNode, ...], summary: Json) -> PotNode:
    said = summary["lots"].get(lot.code, {})
    pot = said.get("money", {})
    spent = (cents(pot.get("spent")) or 0) + sum(child.spent for child in children)
    return PotNode(
        code=lot.code,
        title=lot.title,
        is_leaf=lot.is_leaf,
        budget=lot.budget_cents,
        # What others gave is spent last, so a pot uses at most its own.
        used=sum(child.used for child in children) or min(spent, lot.budget_cents),
        spent=spent,
        stays=cents(summary["stays"].get(lot.code)) or 0,
        entries=said.get("entries", 0),
        factor=pot.get("factor"),
        received={code: cents(money) or 0 for code, money in pot.get("received", {}).items()},
        moved=_moved(pot),
        children=children,
    )


def _moved(pot: Json) -> dict[str, int]:
    """What went to other lots, also of the money that others had given."""
    found: dict[str, int] = {}
    for step in pot.get("steps", []):
        if step["rule"] in (AllocationStep.MOVED_TO, AllocationStep.RETURNED_TO):
            lot = step["args"]["lot"]
            found[lot] = found.get(lot, 0) + (cents(step["args"]["amount"]) or 0)
    return found
