"""How points become a place and a place becomes money, in sentences from the call."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from callfile.allocation.methods import (
    Allocation,
    BelowMinimum,
    FixedPointValue,
    Method,
    Over,
    PointValue,
    Ranked,
    Rounding,
    ShareBands,
)
from callfile.call import Call
from callfile.criteria import Bands, Criterion, Levels, Score
from callfile.fields import Files
from callfile.fields.form import NO_FORM
from callfile.grant import Grant
from callfile.lots.lot import Lot
from callfile.ranking import Aggregation, criterion_of
from grants.formats import text_in, write_money, write_percent
from grants.words.call.methods import METHOD_WORDS
from grants.words.call.names import FormNames, exact_number

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


def method_words(lot: Lot) -> str:
    return "" if lot.allocation is None else str(METHOD_WORDS[lot.allocation.NAME].name)


def scoring_sentences(lot: Lot, is_blind: bool = False) -> list[str]:
    """Who scores, how scores are put together, what is the threshold, what parts equals."""
    aggregation = lot.aggregation
    found = []
    if _leaves_judging(lot):
        found.append(_who_scores(aggregation))
        if is_blind:
            found.append(_("Members score without seeing who applied."))
        found.append(str(_AGGREGATION[aggregation.method]))
    decimals = aggregation.decimals
    if decimals is not None:
        words = ngettext(
            "Points are rounded half up to %(count)s decimal.",
            "Points are rounded half up to %(count)s decimals.",
            decimals,
        )
        found.append(words % {"count": decimals})
    if lot.threshold is not None:
        words = _("Threshold: applications with fewer than %(points)s points get no money.")
        found.append(words % {"points": exact_number(lot.threshold.total)})
    equals = tie_break_sentence(lot)
    return [sentence for sentence in [*found, equals] if sentence]


def who_scores_in_words(call: Call) -> list[str]:
    """How many members score an application, lot by lot where they differ, and what they see."""
    said = {lot.code: _who_scores(lot.aggregation) for lot in call.leaves if _leaves_judging(lot)}
    if not said:
        return []
    different = list(dict.fromkeys(said.values()))
    words = _("Lot %(code)s: %(title)s")
    found = (
        different
        if len(different) == 1
        else [words % {"code": code, "title": sentence} for code, sentence in said.items()]
    )
    return [*found, *(_what_they_see(call) if call.blind_scoring else ())]


def _what_they_see(call: Call) -> Iterator[str]:
    yield _("Members score without seeing who applied.")
    files = [one for lot in call.leaves for one in lot.form.fields if isinstance(one, Files)]
    read = dict.fromkeys(text_in(one.label) for one in files if one.for_scoring)
    if read:
        words = _("Before the scores are revealed they read of the attached files: %(files)s.")
        yield words % {"files": ", ".join(read)}
    elif files:
        yield _("Attached files they read only after the scores are revealed.")


def _leaves_judging(lot: Lot) -> bool:
    nodes = (node for node in lot.rubric.nodes.values() if isinstance(node, Criterion))
    return any(_is_assessed(node) for node in nodes)


def _who_scores(rule: Aggregation) -> str:
    least = rule.minimum_sheets
    if rule.assessors is None:
        words = ngettext(
            "Every application is scored by at least %(count)s member of the committee.",
            "Every application is scored by at least %(count)s members of the committee.",
            least,
        )
        return words % {"count": least}
    words = ngettext(
        "Every application is scored by %(count)s member of the committee, drawn by lot when the "
        "scoring begins; anyone can repeat the draw.",
        "Every application is scored by %(count)s members of the committee, drawn by lot when the "
        "scoring begins; anyone can repeat the draw.",
        rule.assessors,
    )
    return words % {"count": rule.assessors}


def tie_break_sentence(lot: Lot) -> str:
    """What decides between equal totals, in order."""
    parts = [_tie(rule) for rule in lot.tie_break]
    if not parts:
        return ""
    return _("Where points are equal, this decides: %(rules)s.") % {
        "rules": _(", then ").join(parts)
    }


def _tie(rule: str) -> str:
    criterion = criterion_of(rule)
    if criterion is not None:
        return _("more points in criterion %(code)s") % {"code": criterion}
    if rule == "requested:lower":
        return _("the lower amount requested")
    if rule == "requested:higher":
        return _("the higher amount requested")
    return _("a draw anyone can repeat, from a number published after the deadline")


def allocation_sentences(lot: Lot, grant: Grant) -> list[str]:
    """The rule in full: also what the published sentence leaves unsaid."""
    rule = lot.allocation
    found: list[str] = []
    if rule is not None:
        found += [*_method(rule), *_limits(grant), *_minimum(rule, grant), *_rounding(rule)]
    if lot.spill_to:
        lots = ", ".join(lot.spill_to)
        found.append(_("Money that is left moves to lot %(lots)s.") % {"lots": lots})
    return [str(sentence) for sentence in found]


def _method(rule: Allocation) -> Iterator[str]:
    how = str(METHOD_WORDS[rule.NAME].how)
    match rule:
        case FixedPointValue():
            yield how % {"value": _worth(rule)}
        case PointValue():
            yield how
            yield (
                _("What is left above somebody’s highest amount is divided again among the others.")
                if rule.redistribute
                else _("What is left above somebody’s highest amount stays undivided.")
            )
        case ShareBands():
            yield how
            yield from _share_bands(rule)
            if rule.over == Over.SCALE:
                yield _("If the sum exceeds the funds, all amounts are reduced by the same factor.")
            else:
                yield _("If the sum exceeds the funds, they are paid in order of points.")
        case _:
            yield how
    if isinstance(rule, Ranked | ShareBands) and rule.last is not None:
        yield str(_LAST[rule.last])
    if isinstance(rule, Ranked) and rule.top is not None:
        words = ngettext(
            "At most %(count)s application is paid.",
            "At most %(count)s applications are paid.",
            rule.top,
        )
        yield words % {"count": rule.top}


def _worth(rule: FixedPointValue) -> str:
    """In money; a value that is no whole number of cents with all its decimals."""
    cents = rule.value * 100
    if cents.denominator == 1:
        return write_money(int(cents))
    return f"{exact_number(rule.value)}\u00a0€"


def _share_bands(rule: ShareBands) -> Iterator[str]:
    names = FormNames(NO_FORM)
    for band in rule.bands:
        yield _("Points %(band)s: %(share)s of the amount possible.") % {
            "band": names.band("", band.start, band.end),
            "share": write_percent(band.share.part * 100),
        }


def _limits(grant: Grant) -> Iterator[str]:
    most = _("No application gets more than it asks for")
    if grant.maximum:
        most += _(", more than %(amount)s") % {"amount": write_money(grant.maximum)}
    if grant.max_share_of_eligible_cost is not None:
        share = write_percent(grant.max_share_of_eligible_cost.part * 100)
        most += _(" or more than %(share)s of its eligible costs") % {"share": share}
    yield f"{most}."


def _minimum(rule: Allocation, grant: Grant) -> Iterator[str]:
    if not grant.minimum:
        return
    least = {"amount": write_money(grant.minimum)}
    if rule.stated == BelowMinimum.RAISE:
        yield _("An amount below %(amount)s is raised to %(amount)s.") % least
    else:
        yield _("Less than %(amount)s is not granted: the money goes to the others.") % least


def _rounding(rule: Allocation) -> Iterator[str]:
    unit = {"unit": write_money(rule.unit)}
    if rule.rounding == Rounding.DOWN:
        yield _("Amounts are rounded down to %(unit)s.") % unit
    elif rule.NAME != Method.RANKED:
        yield (
            _("Amounts are rounded down to %(unit)s; missing units go to the largest remainders.")
            % unit
        )


def _is_assessed(criterion: Criterion) -> bool:
    """Whether it is scored by the committee."""
    match criterion:
        case Levels():
            return criterion.fact is None
        case Bands():
            return any(band.scale is not None for band in criterion.bands)
    return isinstance(criterion, Score)
