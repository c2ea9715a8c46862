"""Compute points and ranks from what is recorded, and freeze what went in and what came out."""

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
from callfile.strict.fault import CoreFault
from grants.actions._transition import lock_call
from grants.core import call_stages
from grants.models import Call
from scoring.actions._recording import record_conflicts
from scoring.actions._run_rows import write_ranked_rows
from scoring.actions._scoring import require_every_sheet
from scoring.core.run.recompute import RESULT_FORMAT, rank_lots
from scoring.core.run.run_rows import summary_of
from scoring.fault_sentences import sentence_of
from scoring.models import Committee, RankingRun
from scoring.permissions import compute_ranking as may_compute
from scoring.recorded_inputs import require_recorded_inputs
from scoring.selectors.evaluation import evaluation_of
from scoring.selectors.recusals import unrecorded_conflicts
from scoring.selectors.role_in_call import role_in_call


@transaction.atomic
def compute_ranking(*, call: Call, actor: User) -> RankingRun:
    """A new run, or the last one where nothing has changed. Raises Refused with the fault.

    What is read is compared with the ledger first.
    """
    locked = lock_call(call)
    may_compute.require(actor, locked)
    if locked.state not in call_stages.IN_SCORING:
        raise Refused(_("The ranking is computed while the call is being scored."))
    if not Committee.objects.filter(call=locked, revealed_at__isnull=False).exists():
        raise Refused(_("The ranking is computed after the scores are revealed."))
    require_recorded_inputs(locked)
    require_every_sheet(locked)
    if unrecorded_conflicts(locked):
        record_conflicts(locked, lock_log())
    evaluation = evaluation_of(locked)
    try:
        result = rank_lots(locked.content, evaluation)
    except CoreFault as fault:
        raise Refused(sentence_of(fault)) from fault
    texts = {"evaluation": canonical.dumps(evaluation), "result": canonical.dumps(result)}
    digests = {f"{name}_sha256": sha256(text).hexdigest() for name, text in texts.items()}
    last = RankingRun.objects.filter(call=locked).defer("evaluation", "result").first()
    if last is not None and last.evaluation_sha256 == digests["evaluation_sha256"]:
        return last
    number = last.number + 1 if last else 1
    at = lock_log()
    run = RankingRun(
        call=locked,
        version=locked.versions.latest("number"),
        number=number,
        evaluation=texts["evaluation"].decode(),
        result=texts["result"].decode(),
        summary=summary_of(result),
        engine=RESULT_FORMAT,
        created_by=actor,
        created_at=at,
        **digests,
    )
    run.entry = append_entry(
        type=EntryType.RANKING_COMPUTED,
        call_code=locked.code,
        actor=ledger_actor(user_id=actor.pk, role=role_in_call(locked, actor)),
        pub={"number": number},
        payload={"number": number, **digests},
        rows={"ranking": [run]},
        at=at,
    )
    run.save()
    write_ranked_rows(run, result)
    return run
