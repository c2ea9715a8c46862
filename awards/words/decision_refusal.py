"""Why an application gets nothing, or stands where it stands: each reason that the run knows.

The table of the amount shows the computation; here stand the sentences that a court reads.
"""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from awards.selectors.findings import Findings, Json
from awards.words.decision_points import below_threshold
from awards.words.paragraph import Paragraph, paragraph
from grants.models import Application
from scoring.core.money.allocation_trace import AllocationStep as Step
from scoring.core.points.score import Standing
from scoring.core.trace import PointStep
from scoring.words.trace import sentences_of_place
from scoring.words.trace.numbers import write_decimal, write_euros

_TIES = {
    PointStep.TIE_BROKEN_BY_CRITERION,
    PointStep.TIE_BROKEN_BY_REQUESTED,
    PointStep.TIE_BROKEN_BY_DRAW,
    PointStep.TIE_STAYS,
}
_MONEY = {"cap", "minimum", "share", "pot", "remaining", "wanted", "together"}
_WORDS = {
    Step.NOTHING_DUE: gettext_lazy("For %(points)s points nothing is due by the published rule."),
    Step.CAP_BELOW_MINIMUM: gettext_lazy(
        "The most that could be granted, %(cap)s, is below the lowest amount of %(minimum)s."
    ),
    Step.REFUSED_BELOW_MINIMUM: gettext_lazy(
        "By the published rule %(share)s would be due, below the lowest amount of %(minimum)s."
    ),
    Step.REFUSED_MINIMA_EXCEED_POT: ngettext_lazy(
        "The funds of %(pot)s hold the lowest amount of %(minimum)s for %(places)s application "
        "only, which has more points.",
        "The funds of %(pot)s hold the lowest amount of %(minimum)s for %(places)s applications "
        "only, which have more points.",
        "places",
    ),
    Step.PARTIAL_BELOW_MINIMUM: gettext_lazy(
        "What is left of the funds, %(remaining)s, is below the lowest amount of %(minimum)s."
    ),
    Step.BEYOND_TOP: ngettext_lazy(
        "By the published rule only the first %(top)s application is granted; this one has place "
        "%(place)s.",
        "By the published rule only the first %(top)s applications are granted; this one has place "
        "%(place)s.",
        "top",
    ),
    Step.DOES_NOT_FIT: gettext_lazy(
        "What is left of the funds in the order of rank, %(remaining)s, is less than the "
        "%(wanted)s due."
    ),
}


def refusal(findings: Findings, application: Application) -> Paragraph:
    """Thresholds that were missed, or why the division leaves nothing; empty where it does not."""
    return paragraph(*below_threshold(findings, application), *_of_money(findings, application))


def equals(findings: Findings, application: Application) -> Paragraph:
    """The ties of a ranked application: which rule decided, with the draw; empty without one."""
    row = findings.rows[application.number]
    if row["status"] != Standing.RANKED:
        return paragraph()
    lot = findings.lot(application.lot.code)
    said = [one.words for one in sentences_of_place(lot, row) if one.rule in _TIES]
    return paragraph(*(f"{words[0].upper()}{words[1:]}." for words in said))


def _of_money(findings: Findings, application: Application) -> Iterator[str]:
    number = application.number
    pot = findings.result["lots"].get(application.lot.code, {})
    for step in pot.get("trace", {}).get("applications", {}).get(number, []):
        if step["rule"] in _WORDS:
            yield str(_WORDS[step["rule"]] % _written(step["args"]))
    if number in pot.get("reserve", []) and number not in pot.get("out", {}):
        yield _(
            "The application reaches the threshold, but the funds of the lot do not last to its "
            "place."
        )


def _written(args: Json) -> Mapping[str, object]:
    return {
        key: write_euros(value)
        if key in _MONEY
        else write_decimal(value)
        if key == "points"
        else value
        for key, value in args.items()
    }
