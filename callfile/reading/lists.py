"""Lists and tables of a call file: as much of them as can be read.

>>> page = Inspection()
>>> list_of(NUMBER).read(page, ["1", "x", "3"], "points")
(Fraction(1, 1), Fraction(3, 1))
>>> [str(fault) for fault in page.faults]
['points[1]: expected_number']
"""

from collections.abc import Mapping
from typing import TypeVar

from callfile.faults import FaultCode
from callfile.reading.inspection import SHOWN, Inspection, at
from callfile.reading.shapes import NUMBER, Definitions, Schema, Shape

__all__ = ["MOST_ITEMS", "NUMBER", "list_of", "table_of"]

T = TypeVar("T")

# Of one list: far more than any call needs, and few enough to be checked while somebody waits.
MOST_ITEMS = 1000


def list_of(
    item: Shape[T],
    *,
    empty: bool = False,
    by_code: bool = False,
    distinct: bool = False,
    complete: bool = False,
    most: int = MOST_ITEMS,
) -> Shape[tuple[T, ...]]:
    """A list; what of it cannot be read is left out. Of one that is too long only `most` is read.

    `empty`: it may be. `by_code`: its items are things with codes of their own. `distinct`: none
    comes twice. `complete`: it says nothing any more where one of its items is left out.
    """

    def read(page: Inspection, value: object, place: str) -> tuple[T, ...] | None:
        if not isinstance(value, list | tuple):
            page.add(place, FaultCode.EXPECTED_LIST)
            return None
        if not value and not empty:
            page.add(place, FaultCode.EMPTY_LIST)
        if len(value) > most:
            page.add(place, FaultCode.TOO_MANY_ITEMS, maximum=most)
        seen: set[str] = set()
        found: list[T] = []
        for index, one in enumerate(value[:most]):
            where = f"{place}[{index}]"
            if by_code:
                _check_code(page, one, where, seen)
            known = item.read(page, one, where)
            if distinct and known in found:
                page.add(where, FaultCode.DUPLICATE_CODE, name=str(known))
            elif known is not None:
                found.append(known)
        return None if complete and len(found) < len(value) else tuple(found)

    def schema(definitions: Definitions) -> Schema:
        return {
            "type": "array",
            "items": item.schema(definitions),
            "minItems": 0 if empty else 1,
            "maxItems": most,
        }

    return Shape(read, schema)


def _check_code(page: Inspection, item: object, place: str, seen: set[str]) -> None:
    code = item.get("code") if isinstance(item, Mapping) else None
    if isinstance(code, str):
        if code in seen:
            page.add(at(place, "code"), FaultCode.DUPLICATE_CODE, name=code[:SHOWN])
        seen.add(code)


def table_of(cell: Shape[T]) -> Shape[dict[str, T]]:
    """Values by name."""

    def read(page: Inspection, value: object, place: str) -> dict[str, T] | None:
        raw = page.mapping(value, place)
        if raw is None:
            return None
        cells = {name: cell.read(page, raw[name], at(place, name[:SHOWN])) for name in raw}
        found = {name: one for name, one in cells.items() if one is not None}
        return found if len(found) == len(cells) else None

    return Shape(
        read,
        lambda definitions: {
            "type": "object",
            "additionalProperties": cell.schema(definitions),
        },
    )
