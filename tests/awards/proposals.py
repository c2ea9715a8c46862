"""A call whose ranking is computed: from there to the proposal and the signature."""

from awards.actions.prepare_decisions import prepare_decisions
from awards.actions.propose_allocation import propose_allocation
from awards.actions.sign_decisions import sign_decisions
from awards.models import DecisionSignature, Proposal
from grants.models import Application, Call
from scoring.actions.runs.compute_allocation import compute_allocation
from scoring.actions.runs.compute_ranking import compute_ranking
from scoring.actions.write_criterion_reason import write_criterion_reason
from scoring.models import AllocationRun
from scoring.selectors.reasons import cases_of
from tests.built_once import built_once
from tests.meetings import adopt
from tests.personas import person, signatory
from tests.scoring.committee import a_revealed_call, member
from tests.stage import at

COMPUTED = "2026-11-24T10:20:00+01:00"
PROPOSED = "2026-11-25T09:40:00+01:00"
SIGNED = "2026-11-26T11:00:00+01:00"
REASON = {"sl": "Izvajalci niso določeni.", "it": "Gli esecutori non sono indicati."}


def write_reasons(call: Call) -> None:
    for case in cases_of(call):
        if not case.missing_languages:
            continue
        with at(COMPUTED):
            write_criterion_reason(
                application=case.application,
                criterion=case.code,
                text=REASON,
                actor=member("Lea"),
            )


@built_once
def an_allocation(
    count: int = 2, *, with_reasons: bool = True, is_adopted: bool = True, **changes: object
) -> tuple[AllocationRun, list[Application]]:
    """Computed on revealed scores, its reasons written; the committee has made it its proposal."""
    call, applications = a_revealed_call(count=count, **changes)
    if with_reasons:
        write_reasons(call)
    allocation = computed(call)
    if with_reasons and is_adopted:
        with at(COMPUTED):
            adopt(call)
    return allocation, applications


def computed(call: Call) -> AllocationRun:
    with at(COMPUTED):
        ranking = compute_ranking(call=call, actor=person("Ada"))
        return compute_allocation(ranking=ranking, actor=person("Ada"))


@built_once
def a_proposal(count: int = 2) -> tuple[Proposal, list[Application]]:
    """Waiting for Emil, who approves it and signs the decisions."""
    allocation, applications = an_allocation(count)
    signatory()
    with at(PROPOSED):
        return propose_allocation(allocation=allocation, actor=person("Ada")), applications


def signed(call: Call, name: str = "Emil") -> DecisionSignature:
    """What is missing is prepared, and Emil signs all; at the moment that holds."""
    user = signatory(name, call.funder).user
    prepare_decisions(call=call, actor=user)
    return sign_decisions(call=call, actor=user)
