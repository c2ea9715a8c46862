"""Budgets of nested lots in cents: a sum of money, or a share of the lot around it.

Shares of one parent are divided by largest remainder, then in file order, so that they add up to
the cent. Source: CALL_FILE section 6.20.

>>> budgets_in_cents({"lots": [{"code": "P", "budget": "100.01", "lots": [
...     {"code": "A", "budget": "50%"}, {"code": "B", "budget": "50%"}]}]})
{'P': 10001, 'A': 5001, 'B': 5000}
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from callfile.numbers.money import cents, share


def budgets_in_cents(call: Mapping[str, Any]) -> dict[str, int]:
    """The budget of every lot, parents before children; ValueError if one cannot be read."""
    found: dict[str, int] = {}
    _add(call.get("lots") or [], None, found)
    return found


def split_by_share(budget: int, shares: Sequence[Fraction]) -> list[int]:
    """Cents of each share: rounded down, the missing ones by largest remainder, then by order.

    >>> split_by_share(100, [Fraction(1, 3)] * 3)
    [34, 33, 33]
    """
    common = lcm(*(part.denominator for part in shares))
    dues = [budget * part.numerator * (common // part.denominator) for part in shares]
    parts = [due // common for due in dues]
    remainders = [due % common for due in dues]
    missing = sum(remainders) // common
    # sorted() keeps the order of the file among equal remainders.
    for index in sorted(range(len(shares)), key=lambda place: -remainders[place])[:missing]:
        parts[index] += 1
    return parts


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
