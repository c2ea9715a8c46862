"""A call whose allocation is signed, written row by row: decisions begin here.

The evaluation is data (CALL_FILE section 7), so a test says in numbers what was scored, and the
real computation makes the ranking and the amounts of it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from applicants.models import Organisation
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core import canonical
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from audit.models import LedgerEntry
from awards.models import Proposal, ProposalState
from callfile.numbers.money import cents
from grants.core.workflow import ApplicationState, CallState
from grants.models import Application, Call, CompletenessCheck
from scoring.actions.runs._run_rows import (
    allocation_to_freeze,
    ranking_to_freeze,
    write_amounts,
    write_ranked_rows,
)
from scoring.core.run.recompute import RESULT_FORMAT, rank_lots, recompute
from scoring.core.run.run_rows import summary_of
from scoring.models import AllocationRun, CriterionReason, OpeningSession, RankingRun
from scoring.selectors.reasons import written_reasons
from tests.applications import write_application
from tests.built_once import built_once
from tests.organisations import an_ownerless_organisation
from tests.personas import person
from tests.stage import FILING, a_published_call, an_organisation, at

SIGNED = "2026-12-01T10:00:00+01:00"
ISSUED = "2026-12-02T09:00:00+01:00"
SENT = datetime.fromisoformat(FILING)
NAMES = ("Mešani zbor Oljčni list", "Društvo Čez šest žlebov", "Circolo Così è la città")
REASONS = {
    "sl": "Zasnova je jasna, čeprav žanrsko ni določena.",
    "it": "La concezione è chiara, però la qualità non è più provata così.",
}


def sheet(assessor: str, **values: str) -> dict[str, Any]:
    return {"assessor": assessor, "answers": {c: {"value": v} for c, v in values.items()}}


def scored(number: str, lot: str, requested: str, members: int, *marks: str) -> dict[str, Any]:
    """An evaluated application of the small call; `marks` are the members' levels."""
    criterion = f"{lot}2" if lot == "A" else f"{lot}1"
    sheets = [sheet(f"member-{i}", **{criterion: mark}) for i, mark in enumerate(marks)]
    return {
        "number": number,
        "lot": lot,
        "requested": requested,
        "eligible_cost": "2000.00",
        "facts": {"members": str(members)},
        "sheets": sheets,
        "conflicts": [],
        "status": "complete",
    }


def small_evaluation() -> list[dict[str, Any]]:
    """A: in full, in part twice, below the threshold; B: in full, in part, on the reserve list."""
    return [
        scored("M27-A-001", "A", "300.00", 34, "full", "some"),
        scored("M27-A-002", "A", "600.00", 34, "some", "some"),
        scored("M27-A-003", "A", "400.00", 3, "none", "none"),
        scored("M27-A-004", "A", "600.00", 34, "full", "full"),
        scored("M27-B-001", "B", "350.00", 34, "full", "full"),
        scored("M27-B-002", "B", "350.00", 34, "full", "some"),
        scored("M27-B-003", "B", "350.00", 34, "some", "some"),
    ]


@built_once
def an_approved_call(
    applications: list[dict[str, Any]] | None = None, *, dismissed: int = 1, **changes: Any
) -> Call:
    call = a_published_call(**changes)
    rows = small_evaluation() if applications is None else applications
    with at(SIGNED), transaction.atomic():
        for place, row in enumerate(rows):
            _write_application(call, row, place)
        for place in range(dismissed):
            _write_dismissed(call, place)
        _write_opening(call)
        _write_run(call, rows)
        Call.objects.filter(pk=call.pk).update(state=CallState.APPROVED)
    call.refresh_from_db()
    return call


def _entry(call: Call, type: EntryType, **rows: list[Model]) -> LedgerEntry:
    actor = ledger_actor(user_id=person("Ada").pk, role="officer")
    said = {name.replace("_", " "): each for name, each in rows.items()}
    return append_entry(type=type, call_code=call.code, actor=actor, pub={}, payload={}, rows=said)


def _organisation(place: int) -> Organisation:
    name = NAMES[place] if place < len(NAMES) else f"Društvo {place + 1}"
    if not Organisation.objects.exists():
        return an_organisation(name)
    return an_ownerless_organisation(name)


def _write_application(call: Call, row: dict[str, Any], place: int) -> Application:
    application = write_application(
        call,
        row["lot"],
        _organisation(place),
        row["number"],
        state=ApplicationState.PROPOSED,
        title="Pesmi treh obal",
        requested_cents=cents(row["requested"]),
        eligible_cents=cents(row["eligible_cost"]),
    )
    given = {code: a for one in row["sheets"] for code, a in one["answers"].items()}
    for criterion in given:
        CriterionReason.objects.create(
            application=application,
            criterion=criterion,
            text=row.get("reasons", {}).get(criterion, REASONS),
            written_by=person("Celia"),
            written_at=SENT,
        )
    return application


def _write_dismissed(call: Call, place: int) -> None:
    lot = call.lots.filter(is_leaf=True).first().code
    application = write_application(
        call,
        lot,
        _organisation(50 + place),
        f"{call.prefix}-{lot}-{90 + place:03}",
        state=ApplicationState.DISMISSED,
        language="it",
        title="Brez sedeža",
        requested_cents=25000,
        eligible_cents=50000,
    )
    check = CompletenessCheck(
        application=application,
        verdict="dismiss",
        article={"sl": "5. člen pravilnika", "it": "articolo 5 del regolamento"},
        fact={
            "sl": "Društvo na dan objave razpisa ni imelo sedeža v občini",
            "it": "Il giorno della pubblicazione l’associazione non aveva sede nel comune",
        },
        decided_by=person("Ada"),
        decided_at=SENT,
    )
    check.entry = _entry(call, EntryType.COMPLETENESS_DECIDED, verdict=[check])
    check.save()


def _write_opening(call: Call) -> None:
    OpeningSession.objects.create(
        call=call,
        place="Sejna soba, Riva 4",
        started_at=call.opening_at,
        first_by=person("Ada"),
        first_at=call.opening_at,
        second_by=person("Celia"),
        second_at=call.opening_at,
        closed_at=call.opening_at,
        closed_by=person("Celia"),
        entry=_entry(call, EntryType.SEAL_OPENED),
    )


def _write_run(call: Call, rows: list[dict[str, Any]]) -> None:
    version, now = call.versions.latest("number"), lock_log()
    evaluation = {
        "merila": "evaluation/1",
        "call": version.sha256,
        "seed": "merilo",
        "applications": [{k: v for k, v in row.items() if k != "reasons"} for row in rows],
    }
    content = canonical.loads(version.canonical)
    ranked, result = rank_lots(content, evaluation), recompute(content, evaluation)
    made = {"engine": RESULT_FORMAT, "created_by": person("Ada"), "created_at": now}
    ranking = RankingRun(
        summary=summary_of(ranked),
        call=call,
        version=version,
        number=1,
        evaluation=canonical.dumps(evaluation).decode(),
        evaluation_sha256=canonical.digest(evaluation),
        result=canonical.dumps(ranked).decode(),
        result_sha256=canonical.digest(ranked),
        **made,
    )
    ranking.entry = _entry(call, EntryType.RANKING_COMPUTED, ranking=[ranking])
    ranking.save()
    write_ranked_rows(ranking, ranking_to_freeze(call, evaluation, ranked))
    allocation = AllocationRun(
        summary=summary_of(result),
        ranking=ranking,
        result=canonical.dumps(result).decode(),
        result_sha256=canonical.digest(result),
        **made,
    )
    allocation.entry = _entry(call, EntryType.ALLOCATION_COMPUTED, allocation=[allocation])
    allocation.save()
    write_amounts(allocation, allocation_to_freeze(result))
    proposal = Proposal(
        call=call,
        number=1,
        allocation=allocation,
        state=ProposalState.APPROVED,
        proposed_by=person("Ada"),
        proposed_at=now,
        closed_by=person("Emil"),
        closed_at=now,
    )
    proposal.entry = _entry(
        call,
        EntryType.PROPOSAL_MADE,
        proposal=[proposal],
        proposal_closed=[proposal],
        reason=written_reasons(call),
    )
    proposal.save()
