"""How an amount comes about: the args of an `AllocationStep`, put into its words."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from callfile.allocation.rule import Method
from grants import formats
from scoring.core.money.allocation_trace import AllocationStep as S
from scoring.words.trace.amount_words import SAY
from scoring.words.trace.names import LotNames
from scoring.words.trace.numbers import (
    exact_numbers,
    say_money,
    write_decimal,
    write_euros,
    write_points,
    write_rate,
    write_share,
)
from scoring.words.trace.sentence import Sentence

Json = Mapping[str, Any]

# In order of rank: the argument that holds the money still in the pot before this application.
MONEY_BEFORE: dict[str, str] = {
    S.IN_RANK_ORDER: "before",
    S.PARTIAL_REMAINDER: "remaining",
    S.DOES_NOT_FIT: "remaining",
}

_BY: dict[str, str | Promise] = {
    "remainder": gettext_lazy("the larger remainder"),
    "points": gettext_lazy("more points"),
    "rank": gettext_lazy("the better rank"),
    "number": gettext_lazy("the application number"),
}
# Counts and numbers of applications.
_AS_THEY_ARE = {"number", "turn", "places", "units", "place", "top", "entries", "round", "fixed"}
_POINTS = {"points"}
_CENT = "0.01"


def say_amount(names: LotNames, step: Json) -> Sentence:
    """One step of a pot or of an application in it as a sentence."""
    rule, args = step["rule"], step["args"]
    value, words = SAY[_variant(rule, args)]
    said = str(words % _written(names, rule, args, write_euros))
    shown = str(value) % _written(names, rule, args, say_money)
    shown = shown.replace(" ", formats.NBSP)
    return Sentence(rule, shown, said, names.article, exact=tuple(exact_numbers(args)))


def _variant(rule: str, args: Json) -> str:
    if rule == S.OWN_BUDGET and "share" in args:
        return "own_budget:share"
    if args.get("unit") == _CENT and f"{rule}:cents" in SAY:
        return f"{rule}:cents"
    if rule == S.POT and args["budget"] == args["pot"]:
        return "pot:whole"
    if rule == S.DOES_NOT_FIT and args["together"] != args["wanted"]:
        return "does_not_fit:together"
    if rule == S.ROUND and not args["fixed"]:
        return "round:last"
    return rule


def _written(names: LotNames, rule: str, args: Json, money: Any) -> dict[str, Any]:
    found: dict[str, Any] = {key: _one(names, rule, key, args[key], money) for key in args}
    found |= {"nothing": formats.write_amount(0), "minus": formats.MINUS}
    if "to" in args:
        found["band"] = names.band("", args["from"], args["to"])
    if "unit" in args:
        found["unit_amount"] = say_money(args["unit"])
    if rule == S.LEFTOVER_UNITS:
        cents = formats.to_cents(args["unit"]) or 0
        found["product"] = formats.write_amount(cents * args["units"])
    if rule == S.SCALE:
        found["factor"] = write_decimal(args["factor"])
    elif "value" in args and "shown" in args:
        found["factor"] = _factor(names, args["value"])
    if rule == S.ROUND:
        found["division"] = _division(names, args)
    if "value" in args:
        value = args["value"]
        is_part = rule == S.EQUAL_PART
        found["rate"] = _part(value, args["unit"]) if is_part else write_rate(value)
    return found


def _one(names: LotNames, rule: str, key: str, value: Any, money: Any) -> Any:
    if key in _AS_THEY_ARE:
        return value
    if key in {"lot", "parent"}:
        return value
    if key == "by":
        return str(_BY[value])
    if key in _POINTS:
        return write_points(value, names.decimals)
    if key == "remainder":
        return _remainder(value, names.unit)
    if key in {"value", "factor", "shown", "from", "to", "least"}:
        return "" if value is None else write_decimal(value)
    if key == "share" and str(value).endswith("%"):
        return write_share(value)
    return money(value)


def _remainder(value: str, unit: str) -> str:
    if value == "0":
        return _("nothing is over")
    of_a_unit, of_a_cent = _("%(fraction)s of a unit is over"), _("%(fraction)s of a cent is over")
    return (of_a_cent if unit == _CENT else of_a_unit) % {"fraction": write_decimal(value)}


def _part(value: str, unit: str) -> str:
    """An equal part in euros; the core counts it in units."""
    return write_rate(str(Fraction(value) * Fraction(unit)))


def _factor(names: LotNames, value: str) -> str:
    if names.method == Method.POINT_VALUE:
        return _("a point is worth %(rate)s") % {"rate": write_rate(value)}
    if names.method == Method.EQUAL:
        return _("an equal part is %(rate)s") % {"rate": _part(value, names.unit)}
    return _("factor %(number)s") % {"number": write_decimal(value)}


def _division(names: LotNames, args: Json) -> str:
    """What the money of a round is divided by: it follows from the money and the value."""
    factor = _factor(names, args["value"])
    left, value = formats.to_fraction(args["left"]), formats.to_fraction(args["value"])
    if names.method not in (Method.POINT_VALUE, Method.PROPORTIONAL) or not left or not value:
        return factor
    by = write_decimal(left / value)
    if names.method == Method.POINT_VALUE:
        return _("÷ %(sum)s points of all, so %(factor)s") % {"sum": by, "factor": factor}
    words = _("÷ %(sum)s, the sum of points × the most that can be granted, so %(factor)s")
    return words % {"sum": by, "factor": factor}
