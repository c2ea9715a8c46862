"""Lots of a call as JSON: the tree in file order, the limits and the budget of each.

For pages that show drafts, and for those that do not read `callfile.call.Call` yet.

Source: CALL_FILE §1 (lots may nest) and §6.13 (a lot overrides `grant` key by key).

>>> call = {"grant": {"minimum": "20.00", "maximum": "50.00"},
...         "lots": [{"code": "P", "lots": [{"code": "A", "grant": {"maximum": "80.00"}}]}]}
>>> [lot["code"] for lot in leaf_lots(call)]
['A']
>>> grant_of(call, "A")
{'minimum': '20.00', 'maximum': '80.00'}
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

from callfile.lots.budgets import split_by_share
from callfile.numbers.money import cents, share

Lot = Mapping[str, Any]


def all_lots(parent: Mapping[str, Any]) -> Iterator[Lot]:
    """Every lot below a call or a lot, parents before their children, in file order."""
    for lot in parent.get("lots") or []:
        yield lot
        yield from all_lots(lot)


def leaf_lots(call: Mapping[str, Any]) -> list[Lot]:
    """The lots that people apply for: those without lots of their own, in file order."""
    return [lot for lot in all_lots(call) if not lot.get("lots")]


def find_lot(call: Mapping[str, Any], code: str) -> Lot | None:
    """The lot with this code at any depth, or None."""
    return next((lot for lot in all_lots(call) if lot.get("code") == code), None)


def grant_of(call: Mapping[str, Any], code: str) -> dict[str, str]:
    """`minimum`, `maximum` and `max_share_of_eligible_cost` as they hold for the lot `code`.

    Keys come from the call, then from each lot on the way down. Raises KeyError for no such lot.
    """
    path = _path(call, code)
    if path is None:
        raise KeyError(code)
    return reduce(with_own_grant, path, with_own_grant({}, call))


def with_own_grant(around: Mapping[str, Any], lot: Mapping[str, Any]) -> dict[str, Any]:
    """All that a lot takes over from what stands around it: the limits that it does not set itself.

    Everything else (form, rubric, allocation, tie-break …) belongs to the lot that people apply
    for, and may not stand on a lot around others.
    """
    own = lot.get("grant")
    return {**around, **own} if isinstance(own, Mapping) else dict(around)


def _path(parent: Mapping[str, Any], code: str) -> list[Lot] | None:
    for lot in parent.get("lots") or []:
        if lot.get("code") == code:
            return [lot]
        below = _path(lot, code)
        if below is not None:
            return [lot, *below]
    return None


def every_lot(parent: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every lot in file order, whatever else is wrong with the file."""
    lots = parent.get("lots")
    for lot in lots if isinstance(lots, list) else []:
        if isinstance(lot, dict):
            yield lot
            yield from every_lot(lot)


def budgets_in_cents(call: Mapping[str, Any]) -> dict[str, int]:
    """The budget of every lot, parents before children; ValueError if one cannot be read."""
    found: dict[str, int] = {}
    _add(call.get("lots") or [], None, found)
    return found


def _add(lots: Sequence[Mapping[str, Any]], around: int | None, found: dict[str, int]) -> None:
    budgets = _divided(lots, around)
    for lot in lots:
        code = str(lot["code"])
        found[code] = budgets[code]
        _add(lot.get("lots") or [], budgets[code], found)


def _divided(lots: Sequence[Mapping[str, Any]], around: int | None) -> dict[str, int]:
    shares: dict[str, Fraction] = {}
    found: dict[str, int] = {}
    for lot in lots:
        code, budget = str(lot["code"]), lot.get("budget")
        amount, part = cents(budget), share(budget)
        if amount is not None:
            found[code] = amount
        elif part is not None and around is not None:
            shares[code] = part
        else:
            raise ValueError(f"budget of the lot {code}")
    if around is not None and shares:
        parts = split_by_share(around, list(shares.values()))
        found |= dict(zip(shares, parts, strict=True))
    return found


def node_list(rubric: Mapping[str, Any], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every node of a rubric that is a mapping, parents before their children."""
    yield rubric
    children = rubric.get("children")
    if isinstance(children, list) and depth < 30:
        for child in children:
            if isinstance(child, Mapping):
                yield from node_list(child, depth + 1)
