"""Compute everybody's points and amounts again after the decisions, from what was corrected.

The published rule, the call and everything that was not corrected are those of the signed
computation, so whatever comes out differently follows from the corrections alone.
"""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.core import canonical
from callfile.strict.fault import CoreFault
from grants.actions._act import act
from grants.core.workflow import CallWork
from scoring.actions.runs._run_rows import (
    allocation_to_freeze,
    freeze_allocation,
    freeze_ranking,
    ranking_to_freeze,
)
from scoring.core.run.recompute import rank_lots, recompute
from scoring.models import AllocationRun
from scoring.recorded_inputs import DECIDED, require_recorded_inputs
from scoring.selectors.runs.evaluation import evaluation_of
from scoring.selectors.runs.signed import was_signed
from scoring.words.faults import sentence_of_fault


def compute_replay(*, corrects: AllocationRun, actor: User) -> AllocationRun:
    """The replay of the signed computation `corrects`, or the last one where nothing has changed.

    It decides nothing: it is proposed and signed as the first one was. Raises Refused where
    `corrects` is not signed or nothing was corrected, and with the sentence of a fault.
    """
    with act(corrects.ranking.call, CallWork.COMPUTE_REPLAY, actor) as done:
        done.require()
        call = done.call
        if not was_signed(corrects):
            raise Refused(
                _("This computation was not approved: only what was decided is corrected.")
            )
        require_recorded_inputs(call, DECIDED)
        evaluation = evaluation_of(call)
        digest = canonical.digest(evaluation)
        if digest == corrects.ranking.evaluation_sha256:
            raise Refused(_("Nothing was corrected since the approved computation."))
        last = corrects.replays.select_related("allocation").order_by("number").last()
        if last is not None and last.evaluation_sha256 == digest:
            return last.allocation
        try:
            ranked = rank_lots(call.content, evaluation)
            result = recompute(call.content, evaluation)
        except CoreFault as fault:
            raise Refused(sentence_of_fault(fault)) from fault
        ranking = freeze_ranking(done, ranking_to_freeze(call, evaluation, ranked), corrects)
        return freeze_allocation(done, ranking, allocation_to_freeze(result))
