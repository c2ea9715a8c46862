"""What was found in a call, read once for all its decisions: the frozen run and its rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from audit.core import canonical
from awards.models import Proposal
from callfile.call import Call as CallFile
from callfile.lots.lot import Lot
from grants.formats import to_cents
from grants.models import Application, Call, LateAnswer
from scoring.models import CriterionReason, OpeningSession
from scoring.selectors.runs.lot_rules import LotRules, lot_rules

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Findings:
    """The signed run of a call; rows are found by the number of an application."""

    call: Call
    proposal: Proposal

    @cached_property
    def languages(self) -> list[str]:
        return self.call.official_languages

    @cached_property
    def file(self) -> CallFile:
        """The call as the run read it."""
        return self.proposal.allocation.ranking.version.file

    @cached_property
    def result(self) -> Json:
        return _object(self.proposal.allocation.result)

    @cached_property
    def rows(self) -> dict[str, Json]:
        return {row["number"]: row for rows in self.result["ranking"].values() for row in rows}

    @cached_property
    def evaluated(self) -> dict[str, Json]:
        evaluation = _object(self.proposal.allocation.ranking.evaluation)
        return {row["number"]: row for row in evaluation["applications"]}

    @cached_property
    def reasons(self) -> dict[int, dict[str, Json]]:
        """By application and criterion: {language: text}."""
        found: dict[int, dict[str, Json]] = {}
        for reason in CriterionReason.objects.filter(application__call=self.call):
            found.setdefault(reason.application_id, {})[reason.criterion] = reason.text
        return found

    @cached_property
    def late_answers(self) -> dict[int, list[LateAnswer]]:
        """By application: what came on paper after its time had ended."""
        rows = LateAnswer.objects.filter(request__application__call=self.call)
        found: dict[int, list[LateAnswer]] = {}
        for row in rows.select_related("request").order_by("filed_on", "pk"):
            found.setdefault(row.request.application_id, []).append(row)
        return found

    @cached_property
    def opened_at(self) -> datetime | None:
        session = OpeningSession.objects.filter(call=self.call).first()
        return (session.second_at if session else None) or self.call.opening_at

    @cached_property
    def _rules(self) -> dict[str, LotRules]:
        leaves = self.call.lots.filter(is_leaf=True)
        return {lot.code: lot_rules(self.call, lot.code) for lot in leaves}

    @cached_property
    def _maxima(self) -> dict[str, dict[str, Any]]:
        return {code: rules.maxima() for code, rules in self._rules.items()}

    def maxima(self, lot: str) -> dict[str, Any]:
        """The most points of every node of the lot's rubric."""
        return self._maxima[lot]

    def lot(self, code: str) -> Lot:
        return self.file.lot(code)

    def amount(self, application: Application) -> int:
        """Cents; 0 for whoever has no share in the pot."""
        pot = self.result["lots"].get(application.lot.code, {})
        return to_cents(pot.get("amounts", {}).get(application.number)) or 0

    def scored_in(self, lot: str) -> int:
        return len(self.result["ranking"].get(lot, []))

    @property
    def run(self) -> dict[str, Any]:
        """What a stranger compares: the hashes of what went in and what came out."""
        allocation = self.proposal.allocation
        return {
            "call_sha256": allocation.ranking.version.sha256,
            "evaluation_sha256": allocation.ranking.evaluation_sha256,
            "result_sha256": allocation.result_sha256,
            "ledger_entry": allocation.entry.seq,
        }


def findings_of(proposal: Proposal) -> Findings:
    return Findings(call=proposal.call, proposal=proposal)


def _object(text: str) -> Json:
    found = canonical.loads(text)
    return found if isinstance(found, dict) else {}
