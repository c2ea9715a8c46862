"""Compute points and ranks from what is recorded, and freeze what went in and what came out."""

from accounts.models import User
from accounts.refusal import Refused
from callfile.strict.fault import CoreFault
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.models import Call
from scoring.actions._recording import record_conflicts
from scoring.actions._run_rows import evaluation_digest, freeze_ranking
from scoring.core.run.recompute import rank_lots
from scoring.models import RankingRun
from scoring.recorded_inputs import require_recorded_inputs
from scoring.selectors.evaluation import evaluation_of
from scoring.selectors.recusals import unrecorded_conflicts
from scoring.words.faults import sentence_of_fault


def compute_ranking(*, call: Call, actor: User) -> RankingRun:
    """A new run, or the last one where nothing has changed. Raises Refused with the fault.

    What is read is compared with the ledger first.
    """
    with act(call, CallWork.COMPUTE_RANKING, actor) as done:
        locked = done.call
        # First: what has been changed behind the ledger would be called a sheet that is missing.
        require_recorded_inputs(locked)
        done.require()
        if unrecorded_conflicts(locked):
            record_conflicts(locked, done.at)
        evaluation = evaluation_of(locked)
        try:
            result = rank_lots(locked.content, evaluation)
        except CoreFault as fault:
            raise Refused(sentence_of_fault(fault)) from fault
        last = locked.ranking_runs.binding().defer("evaluation", "result").first()
        if last is not None and last.evaluation_sha256 == evaluation_digest(evaluation):
            return last
        return freeze_ranking(done, evaluation, result)
