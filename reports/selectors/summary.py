"""Points and amounts of a decided call as plain rows: what the spreadsheet and the CSV hold."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import Any

from awards.models import Proposal
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
from scoring.core.run.run_rows import Outcome
from scoring.models import AllocationRun, RankedApplication
from scoring.selectors.runs.results import money_in

# Columns of the signed run of which nothing is read here.
LARGE = ("allocation__result", "allocation__ranking__result", "allocation__ranking__evaluation")
READ_AT_ONCE = 1_000
CAPS = {AllocationStep.CAP_REQUESTED, AllocationStep.CAP_MAXIMUM, AllocationStep.CAP_SHARE}
REFUSALS = {AllocationStep.REFUSED_BELOW_MINIMUM, AllocationStep.REFUSED_MINIMA_EXCEED_POT}


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
    """The number of queries does not grow with the applications.

    Read from the rows that were frozen with the run, not from its text of many megabytes.
    """
    findings = findings_of(deciding_proposal(call, *LARGE))
    run = findings.proposal.allocation
    computed = _computed(run)
    rows: dict[str, list[SummaryRow]] = {}
    reasons = findings.reasons
    for lot, decided in _decided(findings.proposal):
        known = computed.get(decided.application)
        said = reasons.get(decided.application, {})
        rows.setdefault(lot, []).append(_row(decided, known, said))
    divided = findings.file.pots if any("money" in one for one in _lots_of(run)) else []
    rules = {pot.code: pot for pot in divided}
    lots = [
        _lot(findings, lot.code, rows.get(lot.code, []), rules.get(lot.code))
        for lot in call.lots.filter(is_leaf=True)
    ]
    return Summary(call, findings.languages, findings.run, lots)


def _lots_of(run: AllocationRun) -> Iterable[Json]:
    lots: Mapping[str, Json] = run.summary["lots"]
    return lots.values()


@dataclass(frozen=True, slots=True)
class _Computed:
    """What the run says of one application."""

    place: int | None
    outcome: Outcome
    total: str
    values: Mapping[str, str]
    steps: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class _Decided:
    """What its decision says; `application` is its key, money in cents."""

    application: int
    number: str
    title: str
    state: str
    applicant: str
    kind: str
    requested: int
    amount: int


def _computed(run: AllocationRun) -> dict[int, _Computed]:
    """By the key of the application; one query."""
    columns = ("place", "outcome", "total", "values", "allocated__outcome", "allocated__steps")
    found = RankedApplication.objects.filter(run=run.ranking_id).order_by()
    return {
        key: _Computed(place, Outcome(decided or outcome), total, values, _steps(steps))
        for key, place, outcome, total, values, decided, steps in found.values_list(
            "application_id", *columns
        ).iterator(chunk_size=READ_AT_ONCE)
    }


def _steps(text: str | None) -> dict[str, Json]:
    return {step["rule"]: step["args"] for step in json.loads(text)} if text else {}


def _decided(proposal: Proposal) -> Iterator[tuple[str, _Decided]]:
    """With the code of the lot, in order of number; one query."""
    columns = ("number", "title", "state", "applicant", "organisation__name", "lot__code")
    found = proposal.decisions.order_by("application__number").values_list(
        "application_id",
        *(f"application__{name}" for name in columns),
        *("kind", "requested_cents", "amount_cents"),
    )
    for key, number, title, state, applicant, name, lot, *decided in found.iterator(
        chunk_size=READ_AT_ONCE
    ):
        who = str((applicant or {}).get("name") or name)
        yield lot, _Decided(key, number, title, state, who, *decided)


def _lot(findings: Findings, code: str, rows: list[SummaryRow], rules: LotPot | None) -> SummaryLot:
    lot = findings.lot(code)
    money = money_in(findings.proposal.allocation, code) or {}
    maxima = findings.maxima(code)
    nodes = criteria_of(lot, {"values": {}}, maxima)
    steps = [one["rule"] for one in money.get("steps", [])]
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
        budget=cents(money.get("budget")) or 0,
        received=sum(to_cents(amount) or 0 for amount in money.get("received", {}).values()),
        rows=sorted(
            rows, key=lambda row: (row.rank is None, row.rank or 0, natural_key(row.number))
        ),
    )


def _row(decided: _Decided, known: _Computed | None, reasons: Mapping[str, Json]) -> SummaryRow:
    steps = known.steps if known else {}
    values = known.values if known else {}
    caps = [args["cap"] for rule, args in steps.items() if rule in CAPS]
    is_dismissed = decided.state in application_stages.DISMISSED
    return SummaryRow(
        number=decided.number,
        applicant=decided.applicant,
        title=decided.title,
        kind=decided.kind,
        points={} if is_dismissed else {code: to_fraction(values[code]) for code in values},
        total=to_fraction(known.total or None) if known else None,
        rank=known.place if known else None,
        requested=decided.requested,
        cap=to_cents(caps[-1]) or 0 if caps else 0,
        amount=decided.amount,
        outcome=known.outcome if known else None,
        # Only who shares in a pot has steps.
        is_in_pot=bool(steps),
        is_refused=not REFUSALS.isdisjoint(steps),
        is_raised=AllocationStep.RAISED_TO_MINIMUM in steps,
        reasons=reasons,
    )
