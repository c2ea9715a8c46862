"""A lot, and a lot around others: read with their keys, and as the tree that they are.

Source: CALL_FILE §1 (lots may nest) and §6.13 (a lot overrides `grant` key by key).

>>> lots = strictly(LOTS, [{"code": "P", "lots": [
...     {"code": "A", "budget": "60.00", "grant": {"maximum": "80.00"}}]}])
>>> [(lot.code, lot.budget) for lot in leaves_of(lots)]
[('A', 6000)]
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from callfile.allocation.methods import ALLOCATION, Allocation
from callfile.faults import FaultCode
from callfile.fields.form import FORM, Form
from callfile.grant import GRANT, NO_LIMITS, Grant
from callfile.numbers.money import cents, share
from callfile.ranking import (
    AGGREGATION,
    EXACT_MEAN,
    THRESHOLD,
    TIE_BREAK,
    Aggregation,
    Threshold,
)
from callfile.reading.inspection import Inspection, at, once
from callfile.reading.lists import list_of
from callfile.reading.parts import key, keys_of, object_schema, part, part_of, read_keys, strictly
from callfile.reading.shapes import (
    CODE,
    MONEY,
    SHARE,
    TEXT,
    TEXTS,
    Definitions,
    Schema,
    Shape,
    Share,
    Texts,
    one_of,
    standing_in,
)
from callfile.rubric.rubric import NO_RUBRIC, RUBRIC, Rubric

__all__ = ["LOTS", "AnyLot", "Condition", "Lot", "LotGroup", "all_lots", "leaves_of", "strictly"]

DEEPEST = 8
# Far more than anybody decides about; the pages of a draft show no more either.
MOST_LOTS = 200
LOT_KINDS = ("operational", "project")


def _read_budget(page: Inspection, value: object, place: str) -> int | Share | None:
    if cents(value) is None and share(value) is not None:
        return SHARE.read(page, value, place)
    return MONEY.read(page, value, place)


BUDGET: Shape[int | Share] = Shape(
    _read_budget,
    lambda definitions: {"anyOf": [one.schema(definitions) for one in (MONEY, SHARE)]},
)


@part("A condition of entitlement, answered before the application can be started.")
class Condition:
    code: str = key(CODE, "Its name.")
    text: Texts = key(TEXTS, "The condition as published.")
    ask: Texts | None = key(TEXTS, "The condition as a question to the applicant.", default=None)

    @property
    def question(self) -> Texts:
        return self.ask or self.text


# A lot that does not say them is looked at all the same.
_KIND = standing_in(one_of(LOT_KINDS), None)
_ALLOCATION = standing_in(ALLOCATION, None)
_GROUP_BUDGET: Shape[Any] = standing_in(BUDGET, None)


@part("A lot, or a lot around others.")
class AnyLot:
    """`budget` in cents, or a share of that of the lot around it."""

    code: str = key(CODE, "Its name in numbers of applications.")
    kind: str | None = key(one_of(LOT_KINDS), "Project or operational funding.", default=None)
    title: Texts = key(TEXTS, "Its name for people.")
    text: Texts | None = key(TEXTS, "Whom it is for.", default=None)
    budget: int | Share | None = key(
        BUDGET, 'Money of the lot, or its share of the lot above it ("60%").', default=None
    )
    grant: Grant = key(GRANT, "Limits of one award.", default=NO_LIMITS)


@part("A part of the call with a pot, a form, a rubric and a rule of its own.", name="lot")
class Lot(AnyLot):
    """Without `allocation` there are points now and amounts later (CALL_FILE §5)."""

    kind: str | None = key(_KIND, "Project or operational funding.", unsaid=None)
    form: Form = key(FORM, "What is asked.", unsaid=FORM.stand_in)
    rubric: Rubric = key(RUBRIC, "The criteria, as a tree.", unsaid=NO_RUBRIC)
    aggregation: Aggregation = key(AGGREGATION, "From sheets to points.", unsaid=EXACT_MEAN)
    allocation: Allocation | None = key(_ALLOCATION, "From points to amounts.", unsaid=None)
    eligibility: tuple[Condition, ...] = key(
        list_of(part_of(Condition), empty=True, by_code=True),
        "Conditions of entitlement.",
        default=(),
    )
    threshold: Threshold | None = key(THRESHOLD, "Points to reach in total.", default=None)
    tie_break: tuple[str, ...] = key(
        TIE_BREAK,
        "What decides between equals, in order: `criterion:CODE`, "
        "`requested:lower`, `requested:higher`, `draw`.",
        default=(),
    )
    spill_to: tuple[str, ...] = key(
        list_of(TEXT, empty=True),
        "Later lots that money left over moves to, in order. Without it it stays.",
        default=(),
    )


def _lot_schema(definitions: Definitions) -> Schema:
    for cls, name in ((Lot, "lot"), (LotGroup, "lot_group")):
        if name not in definitions:
            definitions[name] = {}
            definitions[name] |= object_schema(cls, definitions)
    return {"anyOf": [{"$ref": "#/$defs/lot"}, {"$ref": "#/$defs/lot_group"}]}


def _lots_schema(definitions: Definitions) -> Schema:
    return {
        "type": "array",
        "items": _lot_schema(definitions),
        "minItems": 1,
        "maxItems": MOST_LOTS,
    }


@part("A lot around others; it has no form, rubric or rule itself.", name="lot_group")
class LotGroup(AnyLot):
    budget: int | Share | None = key(_GROUP_BUDGET, "Money that its lots divide.", unsaid=None)
    lots: tuple[AnyLot, ...] = key(Shape(lambda *_: None, _lots_schema), "Lots within it.")


# What a lot around others may not say.
_OF_LEAVES = frozenset(one.name for one in keys_of(Lot)) - {one.name for one in keys_of(AnyLot)}


class _Reader:
    def __init__(self, page: Inspection) -> None:
        self._page = page
        self._seen: dict[str, str] = {}

    def lots(self, value: object, place: str, depth: int) -> tuple[AnyLot, ...]:
        """Those that can be read."""
        one = Shape(lambda _page, raw, where: self.lot(raw, where, depth), _lot_schema)
        return list_of(one).read(self._page, value, place) or ()

    def lot(self, value: object, place: str, depth: int) -> AnyLot:
        page = self._page
        raw = page.mapping(value, place)
        if raw is None:
            return unread_lot()
        if not raw:
            # Not a lot of which everything is missing.
            page.add(place, FaultCode.MISSING_KEY, key="code")
            return unread_lot()
        if depth > DEEPEST:
            page.add(place, FaultCode.TOO_DEEP)
            return unread_lot()
        with page.within(raw.get("code")):
            code = raw.get("code")
            if isinstance(code, str):
                once(page, self._seen, code, place)
            if raw.get("lots") is None:
                if raw.get("budget") is None and not page.rules_only:
                    page.add(place, FaultCode.BUDGET_MISSING)
                own = {name: part_ for name, part_ in raw.items() if name != "lots"}
                return Lot(**read_keys(page, Lot, own, place))
            return self._group(raw, place, depth)

    def _group(self, raw: Mapping[str, Any], place: str, depth: int) -> AnyLot:
        for key_ in sorted(_OF_LEAVES & raw.keys()):
            self._page.add(place, FaultCode.KEY_ON_PARENT, key=key_)
        own = {name: part_ for name, part_ in raw.items() if name not in _OF_LEAVES}
        found = read_keys(self._page, LotGroup, own, place, {"lots": ()})
        below = self.lots(raw["lots"], at(place, "lots"), depth + 1)
        return LotGroup(**{**found, "lots": below})


def unread_lot() -> AnyLot:
    """So that the lots after one that cannot be read keep their places."""
    return AnyLot(**read_keys(Inspection(rules_only=True), AnyLot, {}, ""))


def _read(page: Inspection, value: object, place: str) -> tuple[AnyLot, ...] | None:
    if _count(value) > MOST_LOTS:
        page.add(place, FaultCode.TOO_MANY_LOTS, maximum=MOST_LOTS)
        return None
    return _Reader(page).lots(value, place, 0)


def _count(lots: object) -> int:
    """How many lots there are at any depth, whatever else is wrong with the file."""
    waiting, found = [lots], 0
    while waiting and found <= MOST_LOTS:
        value = waiting.pop()
        below = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
        found += len(below)
        waiting += [one.get("lots") for one in below]
    return found


LOTS: Shape[tuple[AnyLot, ...]] = Shape(_read, _lots_schema)


def all_lots(lots: Sequence[AnyLot]) -> Iterator[AnyLot]:
    """Each lot and what is below it, parents before their children, in file order."""
    for lot in lots:
        yield lot
        if isinstance(lot, LotGroup):
            yield from all_lots(lot.lots)


def leaves_of(lots: Sequence[AnyLot]) -> list[Lot]:
    """The lots that people apply for: those without lots of their own, in file order."""
    return [lot for lot in all_lots(lots) if isinstance(lot, Lot)]
