"""The choice above the ranking in words: for components/filter.html."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from scoring.core.run.run_rows import Outcome
from scoring.models import AllocationRun
from scoring.selectors.runs.ranking_choice import Order, RankingChoice
from scoring.selectors.runs.results import Run


def search_of(choice: RankingChoice) -> dict[str, str]:
    return {"name": "q", "label": _("Number or applicant"), "value": choice.words}


def filters_of(choice: RankingChoice, run: Run) -> list[dict[str, Any]]:
    outcomes = [(code.value, words) for code, words in _outcomes(run)]
    orders = [(Order.PLACE, _("Place")), (Order.NUMBER, _("Number"))]
    if isinstance(run, AllocationRun):
        orders.insert(1, (Order.AMOUNT, _("Amount")))
    chosen = choice.outcome.value if choice.outcome else ""
    return [
        _filter("outcome", _("Outcome"), [("", _("All")), *outcomes], chosen),
        _filter("order", _("Order"), [(code.value, words) for code, words in orders], choice.order),
    ]


def _outcomes(run: Run) -> Iterable[tuple[Outcome, str]]:
    if isinstance(run, AllocationRun):
        yield Outcome.PAID, _("granted")
        yield Outcome.PART, _("granted the remainder")
        yield Outcome.RESERVE, _("reserve list")
        yield Outcome.OUT, _("not granted")
    else:
        yield Outcome.RANKED, _("ranked")
    yield Outcome.BELOW_THRESHOLD, _("below the threshold")
    yield Outcome.NOT_RANKABLE, pgettext("ranking", "without a complete score")


def _filter(
    name: str, label: str, options: Iterable[tuple[str, str]], chosen: str
) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "options": [
            {"value": value, "words": words, "selected": value == chosen}
            for value, words in options
        ],
    }
