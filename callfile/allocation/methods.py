"""The rule of a lot that makes amounts of points, one part for each method.

Source: CALL_FILE §5, §6.14–6.17 and §9.23. Everything that the text leaves to the call must be
stated there; what has a default: `unit` a cent, `rounding` largest_remainder, and an amount below
the smallest award is refused.

>>> page = Inspection()
>>> rule = ALLOCATION.read(page, {"method": "ranked", "last": "stop", "unit": "10.00"}, "")
>>> rule.NAME.value, rule.unit, rule.last.value
('ranked', 1000, 'stop')
>>> ALLOCATION.read(page, {"method": "point_value", "top": 5}, "lots[0].allocation")
>>> [str(fault) for fault in page.faults]
['lots[0].allocation: missing_key (key=redistribute)', \
'lots[0].allocation: unknown_key (key=top)']
"""

from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar

from callfile.criteria.intervals import Interval
from callfile.criteria.node import PUBLISHED
from callfile.faults import FaultCode
from callfile.reach.bands import check_overlaps
from callfile.reach.ranges import EVERYTHING, Range
from callfile.reading.inspection import Inspection, at
from callfile.reading.lists import list_of
from callfile.reading.parts import key, object_schema, part, part_of, read_part
from callfile.reading.shapes import (
    MONEY,
    NUMBER,
    SHARE,
    TEXTS,
    YES_NO,
    Definitions,
    Schema,
    Shape,
    Share,
    Texts,
    one_of,
    positive,
    whole,
)


class Method(StrEnum):
    """How the money of a pot is divided."""

    POINT_VALUE = "point_value"
    FIXED_POINT_VALUE = "fixed_point_value"
    RANKED = "ranked"
    BANDS = "bands"
    PROPORTIONAL = "proportional"
    EQUAL = "equal"


class Rounding(StrEnum):
    """Who gets the units that rounding leaves."""

    LARGEST_REMAINDER = "largest_remainder"
    DOWN = "down"


class BelowMinimum(StrEnum):
    """What happens to an amount below the smallest award."""

    REFUSE = "refuse"
    RAISE = "raise"


class Last(StrEnum):
    """What happens to the first application that does not fit."""

    PARTIAL = "partial"
    STOP = "stop"
    SKIP = "skip"


class Over(StrEnum):
    """What happens when the sum exceeds the pot."""

    SCALE = "scale"
    RANKED = "ranked"


# Whoever reads a rule has looked at its method before.
_METHOD: Shape[str] = Shape(lambda _page, value, _place: str(value), lambda _: {}, "")


@part("The rule by which the pot becomes amounts.")
class Allocation:
    """`unit` is in cents. `may_shrink`: more money for all may take an award away (§5)."""

    NAME: ClassVar[Method]
    MEANING: ClassVar[str] = ""

    method: str = key(_METHOD, "The rule (below).")
    unit: int = key(positive(MONEY), "Smallest unit that is paid: a cent unless stated.", default=1)
    rounding: Rounding = key(
        one_of(list(Rounding)),
        "Who gets the units that rounding leaves.",
        default=Rounding.LARGEST_REMAINDER,
    )
    below_minimum: BelowMinimum | None = key(
        one_of(list(BelowMinimum)),
        "What happens to an amount below the smallest award.",
        default=None,
    )
    minimum: BelowMinimum | None = key(
        one_of(list(BelowMinimum)), "Shorter name of `below_minimum`.", default=None
    )
    text: Texts | None = key(TEXTS, PUBLISHED, default=None)
    article: Texts | None = key(TEXTS, "The article that it stands in.", default=None)

    @property
    def by_rank(self) -> bool:
        """Whether it cuts somewhere in the order of rank."""
        return False

    @property
    def stated(self) -> BelowMinimum | None:
        """What the call says of amounts below the smallest award."""
        return self.below_minimum or self.minimum

    def check(self, page: Inspection, place: str) -> None:
        if self.below_minimum is not None and self.minimum is not None:
            page.add(place, FaultCode.UNKNOWN_KEY, key="minimum")


@part("A value of one point that follows from the pot.", name="point_value")
class PointValue(Allocation):
    NAME: ClassVar[Method] = Method.POINT_VALUE
    MEANING: ClassVar[str] = "points × (pot ÷ sum of points)"

    redistribute: bool = key(YES_NO, "Whether what caps leave is divided again.")


@part("A value of one point that is given.", name="fixed_point_value")
class FixedPointValue(Allocation):
    NAME: ClassVar[Method] = Method.FIXED_POINT_VALUE
    MEANING: ClassVar[str] = "points × a given value; scaled when the pot is too small"

    value: Fraction = key(positive(NUMBER), "Value of one point.")


@part("One after the other.", name="ranked")
class Ranked(Allocation):
    NAME: ClassVar[Method] = Method.RANKED
    MEANING: ClassVar[str] = "the amount requested, in the order of rank, while money lasts"

    last: Last = key(one_of(list(Last)), "What happens to the first application that does not fit.")
    top: int | None = key(whole(1, 100_000), "How many are paid at most.", default=None)

    @property
    def by_rank(self) -> bool:
        return True


@part("Points that earn a share of the cap.", name="share_band")
class ShareBand(Interval):
    share: Share = key(SHARE, "Share of the cap that points in it are paid.")


@part("Shares by class of points.", name="bands_of_points")
class ShareBands(Allocation):
    NAME: ClassVar[Method] = Method.BANDS
    MEANING: ClassVar[str] = "a share of the amount requested, by class of points"

    bands: tuple[ShareBand, ...] = key(
        list_of(part_of(ShareBand), complete=True), "Shares of the cap by points."
    )
    over: Over = key(one_of(list(Over)), "What happens when the sum exceeds the pot.")
    last: Last | None = key(
        one_of(list(Last)),
        "What happens to the first application that does not fit.",
        default=None,
    )

    @property
    def by_rank(self) -> bool:
        return self.over == Over.RANKED

    @property
    def in_order(self) -> tuple[ShareBand, ...]:
        """From the lowest points upwards."""
        return tuple(sorted(self.bands, key=lambda one: (one.start is not None, one.start or 0)))

    def check(self, page: Inspection, place: str) -> None:
        Allocation.check(self, page, place)
        if self.by_rank and self.last is None:
            page.add(place, FaultCode.MISSING_KEY, key="last")
        if self.by_rank and self.last == Last.SKIP:
            page.add(at(place, "last"), FaultCode.SKIP_WITH_BANDS)
        if page.rules_only:
            self.check_bands(page, EVERYTHING, at(place, "bands"))

    def check_bands(self, page: Inspection, points: Range, place: str) -> None:
        """Report bands that both hold some of the points, and higher ones that earn less."""
        check_overlaps(page, self.bands, points, place)
        if any(low.share.part > high.share.part for low, high in pairwise(self.in_order)):
            page.add(place, FaultCode.SHARES_FALL)


@part("In proportion to points × cap.", name="proportional")
class Proportional(Allocation):
    NAME: ClassVar[Method] = Method.PROPORTIONAL
    MEANING: ClassVar[str] = "the pot in proportion to points × cap"


@part("In equal parts.", name="equal")
class Equal(Allocation):
    NAME: ClassVar[Method] = Method.EQUAL
    MEANING: ClassVar[str] = "equal parts, nobody above the cap"


METHODS: dict[str, type[Allocation]] = {
    str(one.NAME): one
    for one in (PointValue, FixedPointValue, Ranked, ShareBands, Proportional, Equal)
}


def _read(page: Inspection, value: object, place: str) -> Allocation | None:
    raw = page.mapping(value, place)
    if raw is None:
        return None
    method = None
    if raw.get("method") is not None:
        method = one_of(METHODS).read(page, raw["method"], at(place, "method"))
    if method is None:
        page.keys(raw, place, ("method",), tuple(raw))
        return None
    return read_part(page, METHODS[method], raw, place)


def _schema(definitions: Definitions) -> Schema:
    if "allocation" not in definitions:
        definitions["allocation"] = {"description": "The rule by which the pot becomes amounts."}
        definitions["allocation"]["anyOf"] = [
            _schema_of(name, cls, definitions) for name, cls in METHODS.items()
        ]
    return {"$ref": "#/$defs/allocation"}


def _schema_of(name: str, cls: Any, definitions: Definitions) -> Schema:
    schema = object_schema(cls, definitions)
    schema["properties"]["method"] |= {"const": name}
    definitions[f"allocation_{name}"] = schema
    return {"$ref": f"#/$defs/allocation_{name}"}


ALLOCATION: Shape[Allocation] = Shape(_read, _schema)
