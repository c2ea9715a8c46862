"""Divide the pots on the points of a ranking, and freeze the result with its traces."""

from accounts.models import User
from accounts.refusal import Refused
from audit.core import canonical
from callfile.strict.fault import CoreFault
from grants.actions._act import act
from grants.core.workflow import CallWork
from scoring.actions.runs._run_rows import (
    AllocationToFreeze,
    allocation_to_freeze,
    freeze_allocation,
)
from scoring.core.run.recompute import recompute
from scoring.models import AllocationRun, RankingRun
from scoring.recorded_inputs import SCORED, require_recorded_inputs
from scoring.words.faults import sentence_of_fault


def computed_allocation(ranking: RankingRun) -> AllocationToFreeze:
    """What `compute_allocation` freezes, computed while nobody waits: of a run that never changes.

    Raises Refused with the sentence of the fault: an entry that cannot be ranked, equals at a cut.
    """
    require_recorded_inputs(ranking.call, (*SCORED, "ranking"))
    evaluation = canonical.loads(ranking.evaluation)
    try:
        return allocation_to_freeze(
            recompute(canonical.loads(ranking.version.canonical), evaluation)
        )
    except CoreFault as fault:
        raise Refused(sentence_of_fault(fault)) from fault


def compute_allocation(
    *, ranking: RankingRun, actor: User, computed: AllocationToFreeze | None = None
) -> AllocationRun:
    """The allocation of this ranking: one, and the same however often it is asked for.

    `computed` was made before of the same ranking. Raises Refused.
    """
    with act(ranking.call, CallWork.COMPUTE_ALLOCATION, actor) as done:
        found = AllocationRun.objects.filter(ranking=ranking).first()
        if found is not None:
            return found
        done.require()
        return freeze_allocation(done, ranking, computed or computed_allocation(ranking))
