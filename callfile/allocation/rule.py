"""The allocation rule of a lot, read from the call and checked (CALL_FILE §5, §6.14-17).

Everything that the text leaves to the call must be stated there: `redistribute` for point_value,
`last` for ranked, `over` for bands and `last` where they are over: ranked, `value` for
fixed_point_value. What has a default: `unit` 0.01, `rounding` largest_remainder, and `minimum`
(also written `below_minimum`) refuse, so that an amount is 0 or at least the minimum even where
the call forgot to say which.

>>> stated = {"method": "ranked", "last": "stop", "unit": "10.00"}
>>> rule = read_allocation_rule(stated, {"minimum": "205.00"})
>>> rule.method.value, rule.unit, rule.minimum
('ranked', 1000, 21)
>>> allocation_faults({"method": "point_value"}, {})
['redistribute_not_stated']
>>> allocation_warnings({"method": "proportional", "minimum": "refuse"}, {"minimum": "200.00"})
['refuse_may_take_away']
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any

from callfile.numbers.money import units_up
from callfile.strict.fault import CoreFault
from callfile.strict.reading import cents, exact, share


class Method(StrEnum):
    """How the money of a pot is divided."""

    POINT_VALUE = "point_value"
    FIXED_POINT_VALUE = "fixed_point_value"
    RANKED = "ranked"
    BANDS = "bands"
    PROPORTIONAL = "proportional"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class ShareBand:
    """Points from (inclusive) to (exclusive; None: open) earn this share of the cap."""

    lower: Fraction | None
    upper: Fraction | None
    share: Fraction
    row: Mapping[str, Any]

    def holds(self, points: Fraction) -> bool:
        """Whether the points fall into this half-open band."""
        above = self.lower is None or points >= self.lower
        return above and (self.upper is None or points < self.upper)


@dataclass(frozen=True, slots=True)
class AllocationRule:
    """A checked rule: `unit` in cents, `minimum` in whole units (0: none)."""

    method: Method
    unit: int
    minimum: int
    raises: bool
    rounds_down: bool
    redistribute: bool
    value: Fraction
    last: str
    top: int | None
    over: str
    bands: tuple[ShareBand, ...]


def read_allocation_rule(allocation: Mapping[str, Any], grant: Mapping[str, Any]) -> AllocationRule:
    """The rule as the core uses it; raises a set-up fault with the first fault as reason."""
    unit = cents(allocation.get("unit", "0.01"))
    minimum = cents(grant.get("minimum") or "0.00")
    faults = allocation_faults(allocation, grant)
    if faults:
        raise CoreFault("setup", reason=faults[0])
    return AllocationRule(
        method=Method(allocation["method"]),
        unit=unit,
        minimum=units_up(minimum, unit),
        raises=_minimum_mode(allocation) == "raise",
        rounds_down=allocation.get("rounding") == "down",
        redistribute=allocation.get("redistribute", True),
        value=exact(allocation.get("value", "0")),
        last=allocation.get("last", ""),
        top=allocation.get("top"),
        over=allocation.get("over", ""),
        bands=_bands(allocation.get("bands", [])),
    )


def allocation_faults(allocation: Mapping[str, Any], grant: Mapping[str, Any]) -> list[str]:
    """All faults of a rule as codes; an empty list means that it can be run."""
    checks = [
        ("method_unknown", allocation.get("method") not in set(Method)),
        ("unit_not_positive", cents(allocation.get("unit", "0.01")) <= 0),
        ("rounding_unknown", allocation.get("rounding") not in (None, "largest_remainder", "down")),
        ("minimum_unknown", _minimum_mode(allocation) not in ("refuse", "raise")),
        ("minimum_stated_twice", _stated_twice(allocation)),
        *_option_checks(allocation),
    ]
    faults = [code for code, holds in checks if holds]
    if allocation.get("method") == Method.BANDS:
        faults += _band_faults(allocation)
    return faults


def allocation_warnings(allocation: Mapping[str, Any], grant: Mapping[str, Any]) -> list[str]:
    """`refuse_may_take_away`: an award could disappear although the pot grew; better `raise`."""
    method = allocation.get("method")
    scaled = method in (Method.PROPORTIONAL, Method.FIXED_POINT_VALUE) or (
        method == Method.BANDS and allocation.get("over") == "scale"
    )
    refuses = _minimum_mode(allocation) == "refuse" and bool(grant.get("minimum"))
    return ["refuse_may_take_away"] if scaled and refuses else []


def _minimum_mode(allocation: Mapping[str, Any]) -> object:
    return allocation.get("minimum") or allocation.get("below_minimum") or "refuse"


def _stated_twice(allocation: Mapping[str, Any]) -> bool:
    stated = {allocation.get(key) for key in ("minimum", "below_minimum")} - {None}
    return len(stated) > 1


def _option_checks(allocation: Mapping[str, Any]) -> list[tuple[str, bool]]:
    method, last, over = (allocation.get(key) for key in ("method", "last", "over"))
    top, redistribute = allocation.get("top"), allocation.get("redistribute")
    by_rank = method == Method.RANKED or (method == Method.BANDS and over == "ranked")
    return [
        ("redistribute_not_stated", method == Method.POINT_VALUE and redistribute is None),
        ("redistribute_not_yes_or_no", redistribute not in (None, True, False)),
        ("redistribute_without_effect", redistribute is False and method != Method.POINT_VALUE),
        ("value_not_positive", method == Method.FIXED_POINT_VALUE and _not_positive(allocation)),
        ("last_not_stated", by_rank and last is None),
        ("last_unknown", last not in (None, "partial", "stop", "skip")),
        ("top_not_a_count", top is not None and (type(top) is not int or top < 1)),
        ("top_without_effect", top is not None and method != Method.RANKED),
    ]


def _not_positive(allocation: Mapping[str, Any]) -> bool:
    try:
        return exact(allocation.get("value")) <= 0
    except CoreFault:
        return True


def _band_faults(allocation: Mapping[str, Any]) -> list[str]:
    over = allocation.get("over")
    faults = ["over_unknown"] if over not in ("scale", "ranked") else []
    if over == "ranked" and allocation.get("last") == "skip":
        faults.append("bands_ranked_skip")
    try:
        bands = _bands(allocation.get("bands") or [])
    except CoreFault:
        return [*faults, "band_unreadable"]
    pairs = list(pairwise(bands))
    checks = [
        ("bands_missing", not bands),
        ("band_empty", any(_is_empty(band) for band in bands)),
        ("bands_overlap", any(_overlap(low, high) for low, high in pairs)),
        ("band_shares_fall", any(low.share > high.share for low, high in pairs)),
    ]
    return faults + [code for code, holds in checks if holds]


def _bands(rows: list[Mapping[str, Any]]) -> tuple[ShareBand, ...]:
    bands = [
        ShareBand(_edge(row, "from"), _edge(row, "to"), share(row.get("share")), row)
        for row in rows
    ]
    return tuple(sorted(bands, key=lambda b: (b.lower is not None, b.lower or 0)))


def _edge(row: Mapping[str, Any], key: str) -> Fraction | None:
    return None if row.get(key) is None else exact(row[key])


def _is_empty(band: ShareBand) -> bool:
    return band.lower is not None and band.upper is not None and band.lower >= band.upper


def _overlap(low: ShareBand, high: ShareBand) -> bool:
    return low.upper is None or high.lower is None or low.upper > high.lower
