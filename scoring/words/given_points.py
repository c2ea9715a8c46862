"""A member's own points so far, as small tables with bars: by criterion, and of whole sheets."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from callfile.criteria import Levels
from grants import formats
from scoring.core.points.spread import Span, spread_of
from scoring.selectors.given_points import GivenInLot
from scoring.selectors.runs.lot_rules import LotRules


def given_in_words(lot: LotRules, given: GivenInLot) -> dict[str, Any]:
    """{title, sheets, tables [{code, title, count, mean, rows [{mark, count}]}]}: levels from the
    highest, as they stand on the sheet; last the totals of locked sheets.
    """
    tables = []
    for code, values in given.values.items():
        node = lot.node(code)
        scale = set(node.points.values()) if isinstance(node, Levels) else set()
        tables.append(_table(code, node.title, values, spread_of(values, scale)))
    if given.totals:
        title = _("Total of what you gave, on locked sheets")
        tables.append(_table("", title, given.totals, spread_of(given.totals)))
    return {"title": lot.lot.title, "sheets": given.sheets, "tables": tables}


def given_in_lots(
    rules: Mapping[int, LotRules], found: Mapping[int, GivenInLot]
) -> list[dict[str, Any]]:
    """Of the lots in which the member has begun."""
    return [given_in_words(rules[lot], given) for lot, given in found.items() if given.values]


def _table(code: str, title: Any, values: Sequence[Fraction], spans: list[Span]) -> dict[str, Any]:
    return {
        "code": code,
        "title": title,
        "count": len(values),
        "mean": formats.write_number(sum(values, Fraction(0)) / len(values), 2),
        "rows": [
            {"mark": _mark(low, high), "count": count} for low, high, count in reversed(spans)
        ],
    }


def _mark(low: Fraction, high: Fraction) -> str:
    """One value, or from where to where."""
    least, most = formats.write_exact(low, 2), formats.write_exact(high, 2)
    return least if low == high else f"{least}–{most}"
