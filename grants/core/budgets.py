"""Budgets of nested lots in cents: a sum of money, or a share of the lot around it.

Shares of one parent are divided by largest remainder, then in file order, so that they add up to
the cent. Source: CALL_FILE section 6.20.

>>> budgets_in_cents({"lots": [{"code": "P", "budget": "100.01", "lots": [
...     {"code": "A", "budget": "50%"}, {"code": "B", "budget": "50%"}]}]})
{'P': 10001, 'A': 5001, 'B': 5000}
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from grants.core.money import cents, share


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
    fixed: dict[str, int] = {}
    for lot in lots:
        amount = cents(lot.get("budget"))
        part = share(lot.get("budget")) if amount is None else None
        if amount is not None:
            fixed[str(lot["code"])] = amount
        elif part is not None and around is not None:
            shares[str(lot["code"])] = part * around
        else:
            raise ValueError(f"budget of the lot {lot.get('code')}")
    whole = {code: int(exact) for code, exact in shares.items()}
    left = int(sum(shares.values())) - sum(whole.values())
    # sorted() keeps the order of the file among equal remainders.
    for code in sorted(shares, key=lambda code: whole[code] - shares[code])[:left]:
        whole[code] += 1
    return {str(lot["code"]): {**fixed, **whole}[str(lot["code"])] for lot in lots}
