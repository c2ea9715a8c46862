"""What the database keeps beside a call, and what a list says of it, out of its JSON.

Of a draft too, and without reading the call as a whole (`callfile.call`).

>>> call = {"lots": [{"code": "P", "budget": "9.00", "lots": [{"code": "A", "budget": "100%"}]}]}
>>> [(row.code, row.parent, row.budget, row.is_leaf) for row in lot_rows(call)]
[('P', '', 900, False), ('A', 'P', 900, True)]
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from callfile.fields.files import Files
from callfile.lots.budgets import split_by_share
from callfile.numbers.money import cents, share

# A call as JSON. Outside the call file it is stored, hashed, sent and drafted, but never read.
Written = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot as a row of its own; `budget` in cents, `parent` the code of the lot around it."""

    code: str
    parent: str
    kind: object
    title: Mapping[str, str]
    budget: int
    is_leaf: bool


def written_code(call: Written) -> object:
    """What a call, faulty or not, says that it is called."""
    return call.get("code")


def title_of(call: Written) -> dict[str, str]:
    """The title in every language; a list of calls needs no more of them."""
    title = call.get("title")
    return title if isinstance(title, dict) else {}


def short_title_of(call: Written, code: str) -> dict[str, str]:
    """Where the title has no room; without one, the code in words."""
    short = call.get("short_title")
    return short if isinstance(short, dict) else dict.fromkeys(title_of(call), short_name(code))


def short_name(code: str) -> str:
    """A code in words, where no title has room.

    >>> short_name("kulturni-projekti-2027")
    'Kulturni projekti 2027'
    """
    words = code.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def moment_at(call: Written, name: str) -> datetime | None:
    """One of the dates; None where it is missing, unreadable or without a zone."""
    dates = call.get("dates")
    try:
        moment = datetime.fromisoformat(dates[name]) if isinstance(dates, Mapping) else None
    except (KeyError, TypeError, ValueError):
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def lot_rows(call: Written) -> list[LotRow]:
    """All lots, parents before their children, in file order.

    Raises ValueError while one of them cannot be read.
    """
    try:
        return list(_rows(call["lots"], "", None))
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("lots") from error


def _rows(lots: Sequence[Written], parent: str, around: int | None) -> Iterator[LotRow]:
    budgets = _divided(lots, around)
    for lot in lots:
        code, title, below = str(lot["code"]), lot.get("title"), lot.get("lots") or []
        texts = title if isinstance(title, dict) else {}
        yield LotRow(code, parent, _kind(lot), texts, budgets[code], is_leaf=not below)
        yield from _rows(below, code, budgets[code])


def _kind(lot: Written) -> object:
    """A lot around others may leave its kind open; then it is that of the first one inside."""
    while "kind" not in lot and lot.get("lots"):
        lot = lot["lots"][0]
    return lot.get("kind")


def every_lot(parent: Written) -> Iterator[dict[str, Any]]:
    """Every lot in file order, whatever else is wrong with the file."""
    lots = parent.get("lots")
    for lot in lots if isinstance(lots, list) else []:
        if isinstance(lot, dict):
            yield lot
            yield from every_lot(lot)


def files_of_lot(lot: Written) -> Iterator[dict[str, Any]]:
    """The questions of its form that are answered by files, whatever else is wrong with it."""
    for section in _entries(lot.get("form"), "sections"):
        for field in _entries(section, "fields"):
            if field.get("kind") == Files.NAME:
                yield field


def _entries(part: object, key: str) -> Iterator[dict[str, Any]]:
    found = part.get(key) if isinstance(part, Mapping) else None
    yield from (one for one in (found if isinstance(found, list) else []) if isinstance(one, dict))


def _divided(lots: Sequence[Written], around: int | None) -> dict[str, int]:
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
