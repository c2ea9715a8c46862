"""Where a number comes from, in sentences: the steps of a trace in the reader's language.

Every `PointStep` (points.py) and every `AllocationStep` (amounts.py) of the core has one sentence,
with all its arguments, so that a person with a pencil finds the same number. Names of criteria,
levels and facts come from the call; numbers are in the reader's format; the language is that of the
active translation (`override` it for a document in another one).

    lot = version.file.lot("B")                      # of the version that the run was made on
    result = json.loads(run.result)                  # AllocationRun, or RankingRun before money
    row = next(r for r in result["ranking"]["B"] if r["number"] == number)

    sentences_of_points(lot, row, "B1")              # one criterion or group of one application
    sentences_of_place(lot, row)                     # total, thresholds, place; why not rankable
    sentences_of_amount(lot, result, number)         # from the published funds to the amount
    sentences_of_pot(lot, result)                    # the pot as a whole
    computation_of_points(lot, row, "B1")            # one short line: (5 + 3 + 3) ÷ 3 × 4

A `Sentence` has the keys of `components/trace.html`: value, words, article, sum; and `rule`, the
code. `article` is a text of the call ({language: text}) or empty. Members of the committee are
never named here: a sheet is its points.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from callfile.lots.lot import Lot
from grants import formats
from scoring.core.money.allocation_trace import AllocationStep
from scoring.words.trace.amounts import MONEY_BEFORE, say_amount
from scoring.words.trace.names import LotNames
from scoring.words.trace.numbers import say_money, write_points
from scoring.words.trace.order import steps_to_amount
from scoring.words.trace.points import say_points, short_computation
from scoring.words.trace.sentence import Sentence

__all__ = [
    "Sentence",
    "computation_of_points",
    "sentences_of_amount",
    "sentences_of_place",
    "sentences_of_points",
    "sentences_of_pot",
]

Json = Mapping[str, Any]


def sentences_of_points(lot: Lot, row: Json, criterion: str) -> list[Sentence]:
    """The steps of one criterion or group of a row of the ranking, and its points at the end."""
    names = LotNames(lot)
    found = [say_points(names, criterion, step) for step in row["trace"].get(criterion, [])]
    points = row["values"].get(criterion)
    if points is not None:
        most = names.printed_maximum(criterion)
        words = _("points, of at most %(maximum)s") % {"maximum": most} if most else _("points")
        value = write_points(points, names.decimals)
        found.append(Sentence("points", value, words, names.article_of(criterion), sum=True))
    return found


def sentences_of_place(lot: Lot, row: Json) -> list[Sentence]:
    """Total, thresholds and place; for a row that cannot be ranked, what is missing."""
    names = LotNames(lot)
    found = [say_points(names, step["code"], step, named=True) for step in row["reasons"]]
    return found + [say_points(names, "", step) for step in row["verdict"]]


def sentences_of_amount(lot: Lot, result: Json, number: str) -> list[Sentence]:
    """From the published funds to the amount of one application, in the order of the pencil.

    Empty for an application that has no share in the pot (below a threshold, or no money yet).
    """
    names = LotNames(lot)
    pot = result["lots"].get(lot.code)
    if pot is None or number not in pot["amounts"]:
        return []
    own = pot["trace"]["applications"][number]
    steps = steps_to_amount(pot["trace"]["pot"], own)
    found = [
        sentence
        for step in steps
        for sentence in (*_paid_before(names, pot, step), say_amount(names, step))
    ]
    amount = pot["amounts"][number]
    words = _("is granted") if formats.to_cents(amount) else _("nothing is granted")
    return [*found, Sentence("amount", say_money(amount), words, names.article, sum=True)]


def sentences_of_pot(lot: Lot, result: Json) -> list[Sentence]:
    """How the pot of the lot was divided, from its own funds to what is left."""
    names = LotNames(lot)
    pot = result["lots"].get(lot.code)
    return [say_amount(names, step) for step in pot["trace"]["pot"]] if pot else []


def computation_of_points(lot: Lot, row: Json, criterion: str) -> str:
    """The computation in one line without its result, empty where there is nothing to compute."""
    return short_computation(LotNames(lot), row["trace"].get(criterion, []))


def _paid_before(names: LotNames, pot: Json, step: Json) -> list[Sentence]:
    """In order of rank: what those before were granted, out of the whole pot."""
    key = MONEY_BEFORE.get(step["rule"])
    if key is None:
        return []
    whole = next(s for s in pot["trace"]["pot"] if s["rule"] == AllocationStep.POT)
    paid = (formats.to_cents(whole["args"]["pot"]) or 0) - (
        formats.to_cents(step["args"][key]) or 0
    )
    if not paid:
        return []
    value = f"{formats.MINUS}{formats.NBSP}{formats.write_amount(paid)}"
    return [Sentence("paid_before", value, _("granted to those placed before"), names.article)]
