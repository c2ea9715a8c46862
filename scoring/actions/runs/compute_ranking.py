"""Compute points and ranks from what is recorded, and freeze what went in and what came out."""

from dataclasses import dataclass

from accounts.models import User
from accounts.refusal import Refused
from audit.selectors import newest_entry
from callfile.strict.fault import CoreFault
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.models import Call
from grants.selectors.may import require_state
from jobs.registry import Outdated
from scoring.actions._assessed import write_assessed
from scoring.actions.runs._recording import record_conflicts
from scoring.actions.runs._run_rows import RankingToFreeze, freeze_ranking, ranking_to_freeze
from scoring.core.run.recompute import rank_lots
from scoring.models import RankingRun, ReopenedPart, Reopening
from scoring.recorded_inputs import require_recorded_inputs
from scoring.selectors.committee.recusals import unrecorded_conflicts
from scoring.selectors.runs.evaluation import evaluation_of
from scoring.words.faults import sentence_of_fault


@dataclass(frozen=True, slots=True)
class ComputedRanking:
    """Of what was recorded up to `entry` of the ledger."""

    entry: int
    made: RankingToFreeze


def computed_ranking(call: Call, actor: User) -> ComputedRanking:
    """What `compute_ranking` freezes, computed while nobody waits. Raises Refused.

    What is read is compared with the ledger first.
    """
    entry = newest_entry(call.code)
    # First: what has been changed behind the ledger would be called a sheet that is missing.
    require_recorded_inputs(call)
    require_state(CallWork.COMPUTE_RANKING, call)
    if unrecorded_conflicts(call):
        entry = _record_conflicts(call, actor, entry)
    evaluation = evaluation_of(call)
    try:
        result = rank_lots(call.content, evaluation)
    except CoreFault as fault:
        raise Refused(sentence_of_fault(fault)) from fault
    return ComputedRanking(entry, ranking_to_freeze(call, evaluation, result))


def _record_conflicts(call: Call, actor: User, entry: int) -> int:
    """The number of the last entry afterwards."""
    with act(call, CallWork.COMPUTE_RANKING, actor) as done:
        done.require_nothing_since(entry)
        record_conflicts(done.call, done.at)
        return newest_entry(call.code)


def compute_ranking(
    *, call: Call, actor: User, computed: ComputedRanking | None = None
) -> RankingRun:
    """A new run, or the last one where nothing has changed. Raises Refused with the fault.

    `computed` was made before; Outdated where something was recorded since.
    """
    with act(call, CallWork.COMPUTE_RANKING, actor) as done:
        locked = done.call
        if computed is None:
            computed = computed_ranking(locked, actor)
        done.require_nothing_since(computed.entry)
        if unrecorded_conflicts(locked):
            raise Outdated
        # Which criteria are assessed may depend on a fact.
        opened = Reopening.objects.filter(application__call=locked, part=ReopenedPart.FACTS)
        write_assessed(locked, set(opened.values_list("application", flat=True)))
        last = locked.ranking_runs.binding().defer("evaluation", "result").first()
        if last is not None and last.evaluation_sha256 == computed.made.evaluation_sha256:
            return last
        return freeze_ranking(done, computed.made)
