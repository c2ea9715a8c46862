"""What a lot says about scoring, read once, and the criteria that a sheet of it asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from callfile.criteria import Node
from callfile.lots.lot import Lot
from callfile.lots.reached import reach_of_lot
from callfile.numbers.money import money_text
from callfile.ranking import AggregationMethod
from callfile.reach.ranges import highest
from grants.models import Application, Call
from scoring.core.points.questions import Judging, Questions, judging_of, read_questions
from scoring.core.points.score import Rules, read_rules
from scoring.selectors.runs.evaluation import recognised_facts_of

Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class LotRules:
    """What a lot says about scoring, read once for all its applications."""

    lot: Lot
    rules: Rules

    @property
    def is_agreed(self) -> bool:
        return self.rules.aggregation.method is AggregationMethod.AGREED

    @property
    def judging(self) -> Judging:
        """Whether its applications leave anything to assessors."""
        return judging_of(self.rules)

    @property
    def minimum_sheets(self) -> int:
        return self.rules.aggregation.minimum_sheets

    @property
    def assessors(self) -> int | None:
        """How many are drawn for each application; None where nobody is drawn."""
        return None if self.judging is Judging.NONE else self.rules.aggregation.assessors

    @property
    def most_sheets(self) -> int:
        return max(self.minimum_sheets, self.assessors or 0)

    @property
    def decimals(self) -> int | None:
        return self.rules.aggregation.decimals

    def node(self, code: str) -> Node:
        """The criterion as published; KeyError if there is none."""
        return self.rules.rubric.nodes[code]

    def maxima(self) -> dict[str, Fraction | None]:
        """The most points of every node over all allowed answers; None where there is no end."""
        return maxima_of(self.lot)


def maxima_of(lot: Lot) -> dict[str, Fraction | None]:
    return {code: highest(found.points) for code, found in reach_of_lot(lot).items()}


def rules_of_lots(call: Call) -> dict[int, LotRules]:
    """By the lot's key."""
    return {row.pk: lot_rules(call, row.code) for row in call.lots.filter(is_leaf=True)}


def lot_rules(call: Call, code: str) -> LotRules:
    lot = call.file.lot(code)
    return LotRules(lot, read_rules(lot))


def questions_of(application: Application, lot: LotRules, answers: Answers) -> Questions:
    """The criteria of one sheet with these answers."""
    values = {code: answer["value"] for code, answer in answers.items() if answer.get("value")}
    entry = {
        "number": application.number,
        "facts": recognised_facts_of(application, lot.lot.form),
        "requested": money_text(application.requested_cents or 0),
        "eligible_cost": money_text(application.eligible_cents or 0),
    }
    return read_questions(lot.rules, entry, values)


def leaves_judging(application: Application, lot: LotRules) -> bool:
    """Whether anything in the application is left to assessors; else it needs no sheet."""
    if lot.judging is not Judging.SOME:
        return lot.judging is Judging.ALL
    return bool(questions_of(application, lot, {}).asked)
