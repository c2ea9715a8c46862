"""Lots of a call: the tree in file order, and the grant limits that hold for one of them.

Source: CALL_FILE §1 (lots may nest) and §6.13 (a lot overrides `grant` key by key).

>>> call = {"grant": {"minimum": "20.00", "maximum": "50.00"},
...         "lots": [{"code": "P", "lots": [{"code": "A", "grant": {"maximum": "80.00"}}]}]}
>>> [lot["code"] for lot in leaf_lots(call)]
['A']
>>> grant_of(call, "A")
{'minimum': '20.00', 'maximum': '80.00'}
"""

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Any

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
