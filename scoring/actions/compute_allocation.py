"""Divide the pots on the points of a ranking, and freeze the result with its traces."""

from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core import canonical
from audit.core.entry import EntryType
from audit.pseudonyms import ledger_actor
from callfile.numbers.money import cents
from callfile.strict.fault import CoreFault
from grants.actions._transition import lock_call
from grants.core import call_stages
from scoring.actions._run_rows import write_amounts
from scoring.core.run.recompute import RESULT_FORMAT, recompute
from scoring.core.run.run_rows import summary_of
from scoring.fault_sentences import sentence_of
from scoring.models import AllocationRun, RankingRun
from scoring.permissions import compute_ranking as may_compute
from scoring.recorded_inputs import SCORED, require_recorded_inputs
from scoring.selectors.role_in_call import role_in_call


@transaction.atomic
def compute_allocation(*, ranking: RankingRun, actor: User) -> AllocationRun:
    """The allocation of this ranking: one, and the same however often it is asked for.

    Raises Refused with the sentence of the fault: an entry that cannot be ranked, equals at a cut.
    """
    call = lock_call(ranking.call)
    may_compute.require(actor, call)
    done = AllocationRun.objects.filter(ranking=ranking).first()
    if done is not None:
        return done
    if call.state not in call_stages.IN_SCORING:
        raise Refused(_("The amounts are computed before the proposal is made."))
    require_recorded_inputs(call, (*SCORED, "ranking"))
    evaluation = canonical.loads(ranking.evaluation)
    try:
        result = recompute(canonical.loads(ranking.version.canonical), evaluation)
    except CoreFault as fault:
        raise Refused(sentence_of(fault)) from fault
    text = canonical.dumps(result)
    digest = sha256(text).hexdigest()
    at = lock_log()
    run = AllocationRun(
        ranking=ranking,
        result=text.decode(),
        result_sha256=digest,
        summary=summary_of(result),
        engine=RESULT_FORMAT,
        created_by=actor,
        created_at=at,
    )
    run.entry = append_entry(
        type=EntryType.ALLOCATION_COMPUTED,
        call_code=call.code,
        actor=ledger_actor(user_id=actor.pk, role=role_in_call(call, actor)),
        pub={"ranking": ranking.number},
        payload={
            "ranking": ranking.number,
            "evaluation_sha256": ranking.evaluation_sha256,
            "result_sha256": digest,
            "spent": {code: cents(lot["spent"]) for code, lot in result["lots"].items()},
        },
        rows={"allocation": [run]},
        at=at,
    )
    run.save()
    write_amounts(run, result)
    return run
