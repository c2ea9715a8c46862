"""Points and amounts of a decided call as plain rows: what the spreadsheet and the CSV hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

from awards.models import Decision
from awards.selectors.findings import Findings, Json, findings_of
from awards.selectors.signed import deciding_proposal
from awards.words.decision_points import criteria_of, maximum_of
from callfile.allocation.rule import AllocationRule, rule_of
from callfile.lots.budgets import LotPot
from callfile.numbers.money import cents
from callfile.numbers.order import natural_key
from callfile.reading.shapes import Texts
from grants.core import application_stages
from grants.formats import to_cents, to_fraction
from grants.models import Call
from scoring.core.money.allocation_trace import AllocationStep
from scoring.core.run.run_rows import Outcome, outcome_of

CAPS = {AllocationStep.CAP_REQUESTED, AllocationStep.CAP_MAXIMUM, AllocationStep.CAP_SHARE}


@dataclass(frozen=True)
class SummaryRow:
    """One application; money in cents, points exact.

    `is_in_pot`: the pot is divided among these; `is_refused`: the share would have been below the
    minimum; `is_raised`: it was lifted to it. `outcome` is None for who was dismissed.
    """

    number: str
    applicant: str
    title: str
    kind: str
    points: Mapping[str, Fraction | None]
    total: Fraction | None
    rank: int | None
    requested: int
    cap: int
    amount: int
    outcome: Outcome | None
    is_in_pot: bool
    is_refused: bool
    is_raised: bool
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class SummaryLot:
    """One pot and its rows in order of rank, equals by number; dismissed ones at the end."""

    code: str
    title: Texts
    criteria: list[dict[str, Any]]
    titles: Mapping[str, Texts]
    maximum: Fraction | None
    decimals: int | None
    rule: AllocationRule | None
    rule_text: Texts
    minimum: int
    rounds: int
    budget: int
    received: int
    rows: Sequence[SummaryRow]

    @property
    def pot(self) -> int:
        return self.budget + self.received

    @property
    def ranked(self) -> list[SummaryRow]:
        """Those among whom the pot is divided, best first."""
        return [row for row in self.rows if row.is_in_pot]

    @property
    def point_parts(self) -> int:
        """Into how many parts a point has to be cut so that all totals are whole."""
        return lcm(*(row.total.denominator for row in self.ranked if row.total is not None))


@dataclass(frozen=True)
class Summary:
    call: Call
    languages: list[str]
    run: Mapping[str, Any]
    lots: list[SummaryLot]


def call_summary(call: Call) -> Summary:
    """The number of queries does not grow with the applications."""
    findings = findings_of(deciding_proposal(call))
    decisions: dict[str, list[Decision]] = {}
    made = findings.proposal.decisions.order_by("application__number")
    for decision in made.select_related("application__organisation", "application__lot"):
        decisions.setdefault(decision.application.lot.code, []).append(decision)
    divided = findings.file.pots if findings.result["lots"] else []
    rules = {pot.code: pot for pot in divided}
    lots = [
        _lot(findings, lot.code, decisions.get(lot.code, []), rules.get(lot.code))
        for lot in call.lots.filter(is_leaf=True)
    ]
    return Summary(call, findings.languages, findings.run, lots)


def _lot(
    findings: Findings, code: str, decisions: list[Decision], rules: LotPot | None
) -> SummaryLot:
    lot = findings.lot(code)
    pot = findings.result["lots"].get(code, {})
    maxima = findings.maxima(code)
    nodes = criteria_of(lot, {"values": {}}, maxima)
    rows = [_row(findings, pot, decision) for decision in decisions]
    steps = [one["rule"] for one in pot.get("trace", {}).get("pot", [])]
    return SummaryLot(
        code=code,
        title=lot.title,
        criteria=nodes,
        titles={code: node.title for code, node in lot.rubric.nodes.items()},
        maximum=to_fraction(maximum_of(lot, maxima)),
        decimals=lot.aggregation.decimals,
        rule=rule_of(rules.allocation, rules.grant) if rules else None,
        rule_text=rules.allocation.text or {} if rules else {},
        minimum=rules.grant.minimum or 0 if rules else 0,
        # Where all have reached what they may get, one more line says that nobody is left.
        rounds=steps.count(AllocationStep.ROUND) + steps.count(AllocationStep.ALL_AT_CAP),
        budget=cents(pot.get("budget")) or 0,
        received=sum(to_cents(amount) or 0 for amount in pot.get("received", {}).values()),
        rows=sorted(
            rows, key=lambda row: (row.rank is None, row.rank or 0, natural_key(row.number))
        ),
    )


def _row(findings: Findings, pot: Json, decision: Decision) -> SummaryRow:
    application = decision.application
    number = application.number
    row = findings.rows.get(number, {})
    steps = {
        step["rule"]: step["args"]
        for step in pot.get("trace", {}).get("applications", {}).get(number, [])
    }
    values = row.get("values", {})
    caps = [args["cap"] for rule, args in steps.items() if rule in CAPS]
    is_dismissed = application.state in application_stages.DISMISSED
    return SummaryRow(
        number=number,
        applicant=str((application.applicant or {}).get("name") or application.organisation.name),
        title=application.title,
        kind=decision.kind,
        points={} if is_dismissed else {code: to_fraction(values[code]) for code in values},
        total=to_fraction(row.get("total")),
        rank=row.get("rank"),
        requested=decision.requested_cents,
        cap=to_cents(caps[-1]) or 0 if caps else 0,
        amount=decision.amount_cents,
        outcome=outcome_of(row, pot or None) if row else None,
        is_in_pot=number in pot.get("amounts", {}),
        is_refused=pot.get("out", {}).get(number) == "below_minimum",
        is_raised=AllocationStep.RAISED_TO_MINIMUM in steps,
        reasons=findings.reasons.get(application.pk, {}),
    )
