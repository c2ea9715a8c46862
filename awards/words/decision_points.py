"""The points in a decision: how they were given, one row per criterion, and where they led to.

A reason stands beside every criterion below its maximum: written by the committee where it
judged, computed from the published rule and the recognised facts where it did not.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.selectors.findings import Findings, Json
from awards.words.decision_hearing import heard_in_words
from awards.words.paragraph import Paragraph, paragraph
from callfile.criteria import Levels, Node
from callfile.lots.lot import Lot
from callfile.numbers.exact import exact_text
from callfile.ranking import AggregationMethod
from callfile.rubric.rubric import Group, children_of
from grants.formats import text_in, to_fraction, write_number
from grants.models import Application
from grants.selectors.requests.hearing import heard_about, told_things
from scoring.core.points.score import Standing
from scoring.core.trace import PointStep
from scoring.words.trace import computation_of_points, sentences_of_place, sentences_of_points
from scoring.words.trace.names import LotNames
from scoring.words.trace.numbers import write_decimal, write_points
from scoring.words.trace.sentence import Sentence

_JUDGED = {
    PointStep.MEAN_OF_SHEETS,
    PointStep.MEDIAN_OF_SHEETS,
    PointStep.TRIMMED_MEAN_OF_SHEETS,
    PointStep.AGREED_VALUE,
}
# The computation stands under the points, a condition that holds in the published sentence, the
# parts of a group in the lines below it, and rounding in the paragraph on the scoring.
SAID_ELSEWHERE = {
    *_JUDGED,
    PointStep.PRECONDITION_TRUE,
    PointStep.GROUP_SUM,
    PointStep.WEIGHT,
    PointStep.PRINTED,
    PointStep.ROUNDED,
    "points",
}
# Of the whole application: a total that is another one than the sum, thresholds of parts.
_OF_THE_TOTAL = {PointStep.TOTAL, PointStep.TOTAL_BELOW_ZERO, PointStep.THRESHOLD_MET}


def criteria_of(lot: Lot, row: Json, maxima: dict[str, Any]) -> list[dict[str, Any]]:
    """Code, depth, points and maximum of every node below the root, as exact decimal texts."""
    found = []
    for node, depth in _below(lot.rubric.root):
        code, most = node.code, node.printed_max
        # Inside a group it is the group's maximum that binds; a part has one only where printed.
        if most is None and not depth:
            most = maxima.get(code)
        found.append(
            {
                "code": code,
                "depth": depth,
                "group": isinstance(node, Group),
                "points": row["values"].get(code, "0"),
                "maximum": None if most is None else exact_text(most),
            }
        )
    return found


def maximum_of(lot: Lot, maxima: dict[str, Any]) -> str | None:
    """The most points of the whole rubric."""
    root = lot.rubric.root
    most = maxima.get(root.code) if root.printed_max is None else root.printed_max
    return None if most is None else exact_text(most)


def criteria_in_words(
    lot: Lot, row: Json, maxima: dict[str, Any], reasons: dict[str, Json]
) -> dict[str, dict[str, str]]:
    """Title, points, computation, reason and formula of every node, in the active language."""
    names = LotNames(lot)
    found = {}
    for node, _depth in _below(lot.rubric.root):
        code = node.code
        # Without the last sentence, which is the points themselves.
        said = sentences_of_points(lot, row, code)[: len(row["trace"].get(code, []))]
        found[code] = {
            "title": text_in(node.title),
            "points": write_points(row["values"].get(code, "0"), names.decimals),
            "computation": computation_of_points(lot, row, code),
            "reason": _reason(node, row, said, reasons.get(code, {}), maxima.get(code)),
            # The published one in words; the reason has it with the numbers of the application.
            "formula": next((one.formula for one in said if one.formula), ""),
        }
    return found


def _below(root: Node, depth: int = 0) -> Iterator[tuple[Node, int]]:
    for node in children_of(root):
        yield node, depth
        yield from _below(node, depth + 1)
    if not depth and not children_of(root):
        yield root, 0


def _reason(node: Node, row: Json, sentences: list[Sentence], written: Json, most: Any) -> str:
    code = node.code
    said = text_in(written)
    steps = row["trace"].get(code, [])
    is_judged = any(step["rule"] in _JUDGED for step in steps)
    if not said and is_judged:
        said = _level_reached(node, steps)
    elif not said:
        said = text_in(node.text)
    found = " ".join(_sentence(one) for one in (said, *_computed(sentences, steps)) if one)
    if not found and is_judged and to_fraction(row["values"].get(code, "0")) == most:
        return _("The most points were reached.")
    return found


def _computed(sentences: list[Sentence], steps: list[Json]) -> list[str]:
    return [
        sentence.words
        for sentence, step in zip(sentences, steps, strict=True)
        if sentence.rule not in SAID_ELSEWHERE or step["args"].get("left_out")
    ]


def _level_reached(node: Node, steps: list[Json]) -> str:
    """Where nothing had to be explained, the published text of the level that all chose."""
    given = {
        str(value["value"])
        for step in steps
        for value in (step["args"].get("values") or [step["args"]])
        if isinstance(value, dict) and "value" in value
    }
    levels = node.levels if isinstance(node, Levels) and len(given) == 1 else ()
    said = (text_in(level.text) for level in levels if level.code in given)
    return next(said, "")


def _sentence(words: str) -> str:
    first = words[0].upper() + words[1:]
    return first if first.endswith((".", "!", "?", "…")) else f"{first}."


def scoring(findings: Findings, application: Application) -> Paragraph:
    """Who gave points, by which published method, and what the threshold was."""
    lot = findings.lot(application.lot.code)
    evaluated = findings.evaluated[application.number]
    out = evaluated.get("conflicts") or []
    sheets = [sheet for sheet in evaluated["sheets"] if sheet["assessor"] not in out]
    if sheets:
        said = [_assessors(len(sheets), len(out)), _method(lot), _rounding(lot)]
        said.append(
            _(
                "The points were given by the expert committee, and the funds are divided by the "
                "published rule."
            )
        )
    else:
        said = [_("The points are computed from the application by the published criteria.")]
        said.append(_rounding(lot))
    maximum = maximum_of(lot, findings.maxima(application.lot.code))
    if lot.threshold is not None and maximum is not None:
        words = _("The threshold is %(least)s of %(maximum)s possible points.")
        values = {"least": write_decimal(lot.threshold.total), "maximum": write_decimal(maximum)}
        said.append(words % values)
    return paragraph(*said, *_of_the_total(lot, findings.rows[application.number]))


def _of_the_total(lot: Lot, row: Json) -> list[str]:
    """What the threshold of the whole and a plain sum do not say already."""
    return [
        _sentence(f"{one.words} ({one.value})")
        for one, step in zip(
            sentences_of_place(lot, {**row, "reasons": []}), row["verdict"], strict=True
        )
        if one.rule in _OF_THE_TOTAL and step["args"].get("code") != "total"
        if one.rule != PointStep.TOTAL or step["args"]["points"] != step["args"]["result"]
    ]


def _assessors(members: int, out: int) -> str:
    scored = ngettext(
        "The application was scored by %(members)s member of the expert committee.",
        "The application was scored by %(members)s members of the expert committee.",
        members,
    )
    excluded = ngettext(
        "%(out)s member was excluded because of a conflict of interest.",
        "%(out)s members were excluded because of a conflict of interest.",
        out,
    )
    said = excluded % {"out": out} if out else _("No member was excluded.")
    return f"{scored % {'members': members}} {said}"


def _method(lot: Lot) -> str:
    words = {
        AggregationMethod.MEAN: _("The points of a criterion are the mean of the members’ marks"),
        AggregationMethod.MEDIAN: _(
            "The points of a criterion are the median of the members’ marks"
        ),
        AggregationMethod.TRIMMED_MEAN: _(
            "The points of a criterion are the mean of the members’ marks; where there are at "
            "least four, without the highest and the lowest"
        ),
        AggregationMethod.AGREED: _("The points of a criterion are what the committee agreed on"),
    }[lot.aggregation.method]
    return f"{words}."


def _rounding(lot: Lot) -> str:
    decimals = lot.aggregation.decimals
    if decimals is None:
        return ""
    rounded = ngettext(
        "They are rounded half up to %(decimals)s decimal.",
        "They are rounded half up to %(decimals)s decimals.",
        decimals,
    )
    return rounded % {"decimals": decimals}


def place(findings: Findings, application: Application) -> str:
    """The place among all that were scored in the lot, or that the threshold was missed."""
    row = findings.rows[application.number]
    if row["status"] != Standing.RANKED:
        return _("below the threshold, not ranked")
    count = findings.scored_in(application.lot.code)
    words = ngettext(
        "place %(rank)s of %(count)s application",
        "place %(rank)s of %(count)s applications",
        count,
    )
    return words % {"rank": row["rank"], "count": count}


def below_threshold(findings: Findings, application: Application) -> list[str]:
    """The sentences of the thresholds that were missed; empty for whoever was ranked."""
    row = findings.rows[application.number]
    if row["status"] == Standing.RANKED:
        return []
    lot = findings.lot(application.lot.code)
    return [
        _sentence(f"{one.words} ({write_points_of(one.value)})")
        for one in sentences_of_place(lot, row)
        if one.rule == PointStep.THRESHOLD_MISSED
    ]


def recognised(findings: Findings, application: Application) -> Paragraph:
    """Facts that were found to differ from what was declared, each with its reason, with what the
    applicant said of it and how that was weighed.
    """
    names = LotNames(findings.lot(application.lot.code))
    told = told_things(application)
    said = []
    for row in application.recognised_facts.all():
        reason = text_in(row.reason)
        if reason:
            words = _("%(fact)s: declared %(declared)s, found %(found)s.")
            values = {
                "fact": names.fact(row.code),
                "declared": names.fact_value(row.code, row.declared),
                "found": names.fact_value(row.code, row.recognised),
            }
            said += [words % values, _sentence(reason)]
            thing = told.get(row.code)
            if thing is not None and heard_about(thing, row.declared, row.recognised):
                said += heard_in_words(thing)
    return paragraph(*said)


def write_points_of(value: str) -> str:
    return _("reached: %(points)s") % {"points": value}


def write_total(row: Json, lot: Lot) -> str:
    decimals = lot.aggregation.decimals
    total = to_fraction(row["total"])
    if total is None:
        return str(row["total"])
    return write_decimal(total) if decimals is None else write_number(total, decimals)
