"""What the entries are worth so far, in the margin of the form."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from callfile.lots.lot import Lot
from callfile.numbers.exact import parse_exact
from grants.formats import write_exact, write_number
from scoring.core.trace import PointStep, Step
from scoring.selectors.expected_points import ExpectedCriterion, ExpectedPoints
from scoring.selectors.expected_points import expected_points as expected
from scoring.words.trace.names import LotNames
from scoring.words.trace.points import say_points


def expected_block(lot: Lot, facts: Mapping[str, object]) -> str:
    """The block as HTML."""
    return render_to_string("scoring/expected_points.html", _said(lot, facts))


def _said(lot: Lot, facts: Mapping[str, object]) -> dict[str, Any]:
    found = expected(lot, facts)
    if found is None:
        return {"found": None}
    names = LotNames(lot)
    return {
        "found": found,
        "pairs": [_pair(one, _decimals(found), names) for one in found.criteria],
        "decimals": _decimals(found),
        "label": _label(found),
    }


def _label(found: ExpectedPoints) -> str:
    words = _("%(points)s points from your entries") % {"points": write_exact(found.reached, 4)}
    if found.threshold is not None:
        threshold = _("the threshold is %(threshold)s")
        words = f"{words}; {threshold % {'threshold': write_exact(found.threshold, 4)}}"
    return words


def _decimals(found: ExpectedPoints) -> int:
    """As many as the longest number needs, so that all stand under each other; at most two."""
    shown = [found.reached, *(one.points for one in found.criteria if one.points is not None)]
    return next((places for places in (0, 1) if all(_fits(one, places) for one in shown)), 2)


def _fits(points: Fraction, places: int) -> bool:
    return (points * 10**places).denominator == 1


def _pair(criterion: ExpectedCriterion, decimals: int, names: LotNames) -> dict[str, Any]:
    pair: dict[str, Any] = {"term": names.criterion(criterion.code)}
    if criterion.is_assessed:
        most = criterion.most
        value = _("up to %(points)s") % {"points": write_exact(most, 4)} if most else "–"
        return pair | {"note": _("the committee assesses it"), "value": value, "mute": True}
    if criterion.points is None:
        return pair | {"note": _("an entry is missing"), "value": "?"}
    note = next((words for one in criterion.steps if (words := _note(one, names))), "")
    formula = next((words for one in criterion.steps if (words := _formula(one, names))), "")
    value = write_number(criterion.points, decimals)
    return pair | {"note": note, "formula": formula, "value": value}


def _formula(step: Step, names: LotNames) -> str:
    return say_points(names, "", step).formula if step["rule"] == PointStep.FORMULA else ""


def _note(step: Step, names: LotNames) -> str:
    """The step that decides, in a few words; the full computation stands in the decision."""
    args: Any = step["args"]
    match step["rule"]:
        case PointStep.PRECONDITION_FALSE:
            return _("the condition for these points is not met")
        case PointStep.FORMULA:
            return say_points(names, "", step).words
        case PointStep.PER_UNIT:
            return f"{_n(args['units'])} × {_n(args['points'])}"
        case PointStep.BAND_OF_FACT if args["to"] is None and args["from"] is not None:
            words = {"value": _n(args["value"]), "from": _n(args["from"])}
            return _("%(value)s: %(from)s or more") % words
        case PointStep.BAND_OF_FACT if args["from"] is None or args["to"] is None:
            return _n(args["value"])
        case PointStep.BAND_OF_FACT:
            words = {"value": _n(args["value"]), "from": _n(args["from"]), "to": _n(args["to"])}
            return _("%(value)s: from %(from)s to less than %(to)s") % words
        case PointStep.ROWS_OF_FACT | PointStep.CELLS_OF_FACT:
            return " + ".join(_n(row["points"]) for row in args["rows"][:8])
    return ""


def _n(value: object) -> str:
    number = parse_exact(value)
    return str(value) if not isinstance(number, Fraction) else write_exact(number, 2)
