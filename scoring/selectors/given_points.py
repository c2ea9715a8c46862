"""What a member has given on its own sheets so far, by lot; a sheet of another is never read."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from callfile.criteria import Criterion, Levels
from callfile.numbers.exact import parse_decimal
from scoring.models import CommitteeMember
from scoring.permissions import read_application_in_committee
from scoring.selectors.runs.lot_rules import Answers, LotRules


@dataclass(frozen=True, slots=True)
class GivenInLot:
    """`values`: by criterion what was given, a level's points or a number, before any weight.

    `totals`: of each locked sheet the sum of what its member gave, weighted and capped by
    criterion; points that follow from data are not among them.
    """

    sheets: int = 0
    values: Mapping[str, list[Fraction]] = field(default_factory=dict)
    totals: tuple[Fraction, ...] = ()


def given_points(member: CommitteeMember, lots: Mapping[int, LotRules]) -> dict[int, GivenInLot]:
    """By the lot's key. Without the applications that are closed to the member by now."""
    readable = read_application_in_committee.queryset(member.user)
    rows = member.score_sheets.filter(application__lot__in=lots, application__in=readable)
    sheets: dict[int, list[tuple[Answers, bool]]] = defaultdict(list)
    for lot, answers, locked_at in rows.order_by().values_list(
        "application__lot", "answers", "locked_at"
    ):
        sheets[lot].append((answers, locked_at is not None))
    return {lot: _in_lot(rules, sheets[lot]) for lot, rules in lots.items()}


def _in_lot(rules: LotRules, sheets: list[tuple[Answers, bool]]) -> GivenInLot:
    values: dict[str, list[Fraction]] = defaultdict(list)
    totals = []
    for answers, is_locked in sheets:
        total = Fraction(0)
        for code, answer in answers.items():
            node = rules.node(code)
            value = _value(node, answer.get("value", ""))
            if value is None or not isinstance(node, Criterion):
                continue
            values[code].append(value)
            worth = value * node.weight
            total += worth if node.cap is None else min(worth, node.cap)
        if is_locked:
            totals.append(total)
    in_order = {code: values[code] for code in rules.rules.rubric.nodes if code in values}
    return GivenInLot(len(sheets), in_order, tuple(totals))


def _value(node: object, kept: str) -> Fraction | None:
    if isinstance(node, Levels):
        return node.points.get(kept)
    return parse_decimal(kept)
