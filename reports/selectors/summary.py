"""Points and amounts of a decided call as plain rows: what the spreadsheet and the CSV hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from awards.models import Decision
from awards.selectors.decision_points import criteria_of, maximum_of
from awards.selectors.findings import Findings, Json, findings_of
from grants.core.money import cents
from grants.core.workflow import ApplicationState
from grants.formats import to_cents, to_fraction
from grants.models import Call
from scoring.core.allocation_trace import AllocationStep

CAPS = {AllocationStep.CAP_REQUESTED, AllocationStep.CAP_MAXIMUM, AllocationStep.CAP_SHARE}


@dataclass(frozen=True)
class SummaryRow:
    """One application; money in cents, points exact."""

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
    leftover: int
    least: int
    is_out: bool
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class SummaryLot:
    """One pot and its rows in order of rank; dismissed ones at the end."""

    code: str
    title: Json
    criteria: list[dict[str, Any]]
    titles: Mapping[str, Json]
    maximum: Fraction | None
    decimals: int | None
    method: str
    factor: Fraction | None
    budget: int
    received: int
    spent: int
    unit: int
    rows: list[SummaryRow]

    @property
    def pot(self) -> int:
        return self.budget + self.received


@dataclass(frozen=True)
class Summary:
    call: Call
    languages: list[str]
    run: Mapping[str, Any]
    lots: list[SummaryLot]


def summary_of(call: Call) -> Summary:
    """The number of queries does not grow with the applications."""
    findings = findings_of(call)
    decisions: dict[str, list[Decision]] = {}
    for decision in call.decisions.select_related("application__organisation", "application__lot"):
        decisions.setdefault(decision.application.lot.code, []).append(decision)
    lots = [
        _lot(findings, lot.code, decisions.get(lot.code, []))
        for lot in call.lots.filter(is_leaf=True)
    ]
    return Summary(call, findings.languages, findings.run, lots)


def _lot(findings: Findings, code: str, decisions: list[Decision]) -> SummaryLot:
    lot = findings.lot(code)
    pot = findings.result["lots"].get(code, {})
    maxima = findings.maxima(code)
    allocation = lot.get("allocation") or {}
    nodes = criteria_of(lot, {"values": {}}, maxima)
    rows = [_row(findings, pot, decision) for decision in decisions]
    decimals = (lot.get("aggregation") or {}).get("decimals")
    return SummaryLot(
        code=code,
        title=lot.get("title") or {},
        criteria=nodes,
        titles=_titles(lot["rubric"]),
        maximum=to_fraction(maximum_of(lot, maxima)),
        decimals=None if decimals is None else int(decimals),
        method=str(allocation.get("method", "")),
        factor=to_fraction(pot.get("factor")),
        budget=cents(pot.get("budget")) or 0,
        received=sum(to_cents(amount) or 0 for amount in pot.get("received", {}).values()),
        spent=cents(pot.get("spent")) or 0,
        unit=cents(str(allocation.get("unit", "0.01"))) or 1,
        rows=sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.number)),
    )


def _titles(node: Json) -> dict[str, Json]:
    found = {str(node["code"]): node.get("title") or {}}
    for child in node.get("children") or []:
        found |= _titles(child)
    return found


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
    is_dismissed = application.state == ApplicationState.DISMISSED
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
        leftover=int(_unit_served(steps)),
        least=to_cents(steps.get(AllocationStep.RAISED_TO_MINIMUM, {}).get("minimum")) or 0,
        is_out=number in pot.get("out", {}),
        reasons=findings.reasons.get(application.pk, {}),
    )


def _unit_served(steps: Mapping[str, Any]) -> bool:
    return AllocationStep.LEFTOVER_UNIT in steps
