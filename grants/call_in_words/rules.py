"""How points become a place and a place becomes money, in sentences from the call."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from callfile.numbers.money import cents, share
from grants.answers_in_words import text_in
from grants.call_in_words.names import FormNames, number
from grants.formats import write_money, write_percent

Json = Mapping[str, Any]

# In the table of a lot, after "Allocation".
METHODS: dict[str, str | Promise] = {
    "point_value": gettext_lazy("by the value of a point"),
    "fixed_point_value": gettext_lazy("by a fixed value of a point"),
    "ranked": gettext_lazy("in order of points"),
    "bands": gettext_lazy("by bands of points"),
    "proportional": gettext_lazy("in proportion to points and amounts"),
    "equal": gettext_lazy("in equal parts"),
}
_HOW: dict[str, str | Promise] = {
    "point_value": gettext_lazy(
        "The value of a point is the funds of the lot divided by the points of all applications; "
        "an application gets its points times that value, but no more than it may get at most."
    ),
    "fixed_point_value": gettext_lazy(
        "A point is worth %(value)s. If all amounts together exceed the funds of the lot, all are "
        "reduced by the same factor."
    ),
    "ranked": gettext_lazy(
        "Applications get the highest amount possible in order of points, while money lasts."
    ),
    "bands": gettext_lazy("The points decide which share of the possible amount is granted."),
    "proportional": gettext_lazy(
        "The funds are divided in proportion to points times the amount possible."
    ),
    "equal": gettext_lazy("The funds are divided into equal parts."),
}
_LAST: dict[str, str | Promise] = {
    "partial": gettext_lazy(
        "The first for whom the money is not enough gets the remainder, if it reaches the lowest "
        "amount; then the payment stops."
    ),
    "stop": gettext_lazy("At the first for whom the money is not enough the payment stops."),
    "skip": gettext_lazy("Whoever does not fit is passed over, the next who fits is paid."),
}
_AGGREGATION: dict[str, str | Promise] = {
    "mean": gettext_lazy("The mean of their scores counts."),
    "median": gettext_lazy("The median of their scores counts."),
    "trimmed_mean": gettext_lazy(
        "The mean of their scores counts; from four scores on without the highest and the lowest."
    ),
    "agreed": gettext_lazy(
        "The score on which the committee agrees counts; single scores stay on record."
    ),
}


def method_words(lot: Json) -> str:
    return str(METHODS.get((lot.get("allocation") or {}).get("method", ""), ""))


def scoring_sentences(lot: Json) -> list[str]:
    """Who scores, how scores are put together, what is the threshold, what parts equals."""
    aggregation = lot.get("aggregation") or {}
    found = []
    if aggregation and _is_assessed(lot.get("rubric") or {}):
        least = int(aggregation.get("minimum_sheets", 1))
        words = ngettext(
            "Every application is scored by at least %(count)s member of the committee.",
            "Every application is scored by at least %(count)s members of the committee.",
            least,
        )
        found.append(words % {"count": least})
        found.append(str(_AGGREGATION.get(aggregation.get("method", ""), "")))
    decimals = aggregation.get("decimals")
    if isinstance(decimals, int):
        words = ngettext(
            "Points are rounded half up to %(count)s decimal.",
            "Points are rounded half up to %(count)s decimals.",
            decimals,
        )
        found.append(words % {"count": decimals})
    total = (lot.get("threshold") or {}).get("total")
    if total is not None:
        words = _("Threshold: applications with fewer than %(points)s points get no money.")
        found.append(words % {"points": number(total)})
    equals = tie_break_sentence(lot)
    return [sentence for sentence in [*found, equals] if sentence]


def tie_break_sentence(lot: Json) -> str:
    """What decides between equal totals, in order."""
    parts = [_tie(str(rule)) for rule in lot.get("tie_break") or []]
    if not parts:
        return ""
    return _("Where points are equal, this decides: %(rules)s.") % {
        "rules": _(", then ").join(parts)
    }


def _tie(rule: str) -> str:
    name, _colon, what = rule.partition(":")
    if name == "criterion":
        return _("more points in criterion %(code)s") % {"code": what}
    if name == "requested":
        lower = _("the lower amount requested")
        return lower if what == "lower" else _("the higher amount requested")
    return _("a draw anyone can repeat, from a number published after the deadline")


def allocation_sentences(lot: Json, grant: Json) -> list[str]:
    """The rule in full: also what the published sentence leaves unsaid."""
    rule = lot.get("allocation") or {}
    found = [*_method(rule), *_limits(grant), *_minimum(rule, grant), *_rounding(rule)]
    if lot.get("spill_to"):
        lots = ", ".join(str(code) for code in lot["spill_to"])
        found.append(_("Money that is left moves to lot %(lots)s.") % {"lots": lots})
    return [str(sentence) for sentence in found]


def _method(rule: Json) -> Iterator[str]:
    method = str(rule.get("method", ""))
    value = cents(f"{rule.get('value')}") if rule.get("value") else None
    worth = write_money(value) if value is not None else f"{number(rule.get('value'))}\u00a0€"
    yield str(_HOW.get(method, "")) % {"value": worth}
    if method == "point_value":
        yield (
            _("What is left above somebody’s highest amount is divided again among the others.")
            if rule.get("redistribute")
            else _("What is left above somebody’s highest amount stays undivided.")
        )
    if method == "bands":
        yield from _share_bands(rule)
        if rule.get("over") == "scale":
            yield _("If the sum exceeds the funds, all amounts are reduced by the same factor.")
        else:
            yield _("If the sum exceeds the funds, they are paid in order of points.")
    if rule.get("last"):
        yield str(_LAST.get(rule["last"], ""))
    if rule.get("top"):
        top = int(rule["top"])
        words = ngettext(
            "At most %(count)s application is paid.",
            "At most %(count)s applications are paid.",
            top,
        )
        yield words % {"count": top}


def _share_bands(rule: Json) -> Iterator[str]:
    names = FormNames({})
    for band in rule.get("bands") or []:
        part = share(band.get("share"))
        words = names.band("", band.get("from"), band.get("to"))
        percent = "" if part is None else write_percent(part * 100)
        yield _("Points %(band)s: %(share)s of the amount possible.") % {
            "band": words,
            "share": percent,
        }


def _limits(grant: Json) -> Iterator[str]:
    part = share(grant.get("max_share_of_eligible_cost"))
    most = _("No application gets more than it asks for")
    if grant.get("maximum"):
        most += _(", more than %(amount)s") % {"amount": _money(grant["maximum"])}
    if part is not None:
        most += _(" or more than %(share)s of its eligible costs") % {
            "share": write_percent(part * 100)
        }
    yield f"{most}."


def _minimum(rule: Json, grant: Json) -> Iterator[str]:
    if not grant.get("minimum"):
        return
    least = {"amount": _money(grant["minimum"])}
    if (rule.get("minimum") or rule.get("below_minimum")) == "raise":
        yield _("An amount below %(amount)s is raised to %(amount)s.") % least
    else:
        yield _("Less than %(amount)s is not granted: the money goes to the others.") % least


def _rounding(rule: Json) -> Iterator[str]:
    unit = {"unit": _money(rule.get("unit", "0.01"))}
    if rule.get("rounding") == "down":
        yield _("Amounts are rounded down to %(unit)s.") % unit
    elif rule.get("method") != "ranked":
        yield (
            _("Amounts are rounded down to %(unit)s; missing units go to the largest remainders.")
            % unit
        )


def _money(value: object) -> str:
    amount = cents(value)
    return text_in(value) if amount is None else write_money(amount)


def _is_assessed(node: Json) -> bool:
    """Whether any criterion below is scored by the committee."""
    if node.get("children"):
        return any(_is_assessed(child) for child in node["children"])
    chosen = any("min" in band for band in node.get("bands") or [])
    return chosen or (node.get("kind") in ("levels", "score") and not node.get("fact"))
