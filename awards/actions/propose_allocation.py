"""Put an allocation before the approver: from then on nothing in it changes unless it returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import Said
from audit.proof.recorded import said_of_stored
from audit.selectors import newest_entry
from awards.actions._proposal import is_replay, moving_with, require_translated
from awards.models import Proposal, ProposalState
from awards.proposal_mail import PROPOSED, readers_of_proposal
from awards.selectors.awaiting_decision import has_open_decisions
from awards.selectors.signed import newest_signed
from awards.selectors.signing_checks import SigningChecks
from callfile.numbers.money import cents
from grants.actions._act import act
from grants.core import application_stages
from grants.core.workflow import ApplicationStep, CallStep, CallWork
from grants.models import Call
from jobs.registry import Outdated
from scoring.models import AllocationRun
from scoring.selectors.committee.recusals import unrecorded_conflicts
from scoring.selectors.meetings.adopted import adopted_vote
from scoring.selectors.reasons import mark_of_reasons, written_reasons

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class CheckedProposal:
    """What was read up to `entry` of the ledger; the reasons with the mark of what was read."""

    entry: int
    reasons: Sequence[object]
    said: Said


def checked_proposal(allocation: AllocationRun, sha256: str | None = None) -> CheckedProposal:
    """Everything is computed again, and no reason is missing: found while nobody waits.

    Raises Refused with what is missing.
    """
    call = allocation.ranking.call
    entry = newest_entry(call.code)
    if sha256 is not None and sha256 != allocation.result_sha256:
        raise Refused(_("There is a newer computation: only the newest can be proposed."))
    reasons = mark_of_reasons(call)
    _guard(SigningChecks(call, allocation), is_replay=is_replay(allocation))
    require_translated(call)
    if is_replay(allocation):
        _guard_replay(call, allocation)
    return CheckedProposal(entry, reasons, said_of_stored("reason", written_reasons(call)))


def propose_allocation(
    *,
    allocation: AllocationRun,
    actor: User,
    sha256: str | None = None,
    checked: CheckedProposal | None = None,
) -> Proposal:
    """The proposal; the same one where this run already waits for the signature.

    `sha256` is the hash of the result that the officer saw; another result is refused. `checked`
    was found before; Outdated where something was recorded since.

    All ranked applications go with it, also those below a threshold: they will be refused. With a
    replay, which corrects what was decided, call and applications stay where they are.
    Raises Refused with what is missing.
    """
    step = CallWork.PROPOSE_REPLAY if is_replay(allocation) else CallStep.PROPOSE
    with act(allocation.ranking.call, step, actor) as done:
        call = done.call
        waiting = Proposal.objects.filter(call=call, state=ProposalState.WAITING).first()
        if waiting is not None and waiting.allocation_id == allocation.pk:
            return waiting
        done.require()
        if waiting is not None:
            raise Refused(
                _("A proposal waits for the approval already: it is approved or returned first.")
            )
        checked = checked or checked_proposal(allocation, sha256)
        done.require_nothing_since(checked.entry)
        if mark_of_reasons(call) != checked.reasons or unrecorded_conflicts(call):
            raise Outdated
        applications = moving_with(call, allocation, application_stages.SCORED)
        number = call.proposals.count() + 1
        said = {**_said(allocation), "proposal": number, "applications": len(applications)}
        vote = adopted_vote(call) if step is CallStep.PROPOSE else None
        if vote is not None:
            said |= {"meeting": vote.meeting.number, "minutes": vote.meeting.minutes_sha256}
        proposal = Proposal(
            call=call,
            number=number,
            allocation=allocation,
            proposed_by=actor,
            proposed_at=done.at,
        )
        proposal.entry = done.record(
            pub={"proposal": number},
            payload=said,
            rows={"proposal": [proposal]},
            said=checked.said,
            moves=[
                *(done.move(one, ApplicationStep.PROPOSE) for one in applications),
                *([done.move(call)] if step is CallStep.PROPOSE else []),
            ],
        )
        proposal.save()
        done.tell(PROPOSED, proposal.pk, readers_of_proposal(call, actor))
        return proposal


def _guard_replay(call: Call, allocation: AllocationRun) -> None:
    """One after the other: each corrects what is in force."""
    if allocation.ranking.corrects != newest_signed(call).allocation:
        raise Refused(_("There is a newer computation: only the newest can be proposed."))
    if has_open_decisions(call):
        raise Refused(_("Issue the decisions of the approved computation first."))


def _guard(checks: SigningChecks, *, is_replay: bool) -> None:
    if not checks.is_newest:
        raise Refused(_("There is a newer computation: only the newest can be proposed."))
    if not checks.inputs_are_unchanged and is_replay:
        raise Refused(_("Something was corrected since this replay: compute it once more."))
    if not checks.inputs_are_unchanged:
        raise Refused(_("Something has changed since this computation: compute the ranking again."))
    if not checks.result_is_the_same:
        raise Refused(_("Computed again, this run gives another result, so it cannot be proposed."))
    missing = dict.fromkeys(
        f"{case.application.number} {case.code}" for case in checks.all_reasons_missing()
    )
    if missing:
        shown = ", ".join(list(missing)[:MOST_NAMED])
        raise Refused(
            _("%(count)d reasons are missing in an official language: %(names)s.")
            % {"count": len(missing), "names": shown + (", …" if len(missing) > MOST_NAMED else "")}
        )


def _said(allocation: AllocationRun) -> dict[str, Any]:
    return {
        "ranking": allocation.ranking.number,
        "result_sha256": allocation.result_sha256,
        "spent": {
            code: cents(lot["money"]["spent"])
            for code, lot in allocation.summary["lots"].items()
            if "money" in lot
        },
    }
