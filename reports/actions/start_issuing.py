"""Start to issue all decisions of a call: what was signed leaves as documents, one by one."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.core.workflow import CallWork
from grants.models import Call
from jobs.actions.enqueue_job import enqueue_job
from jobs.models import Job
from reports.documents.seal import SealUnusable, is_sealing, usable_signer
from reports.selectors.decisions import JOB_KIND


def start_issuing(*, call: Call, actor: User) -> Job:
    """The job; while one runs, the same one. Raises Refused while one waits for the signature."""
    with act(call, CallWork.START_ISSUING, actor) as done:
        done.require()
        require_seal()
        return enqueue_job(
            kind=JOB_KIND,
            actor=actor,
            call_id=done.call.pk,
            funder_id=done.call.funder_id,
            once_key=f"decisions-{done.call.pk}",
        )


def require_seal() -> None:
    """Before the first decision leaves, not in the middle of the batch. Raises Refused."""
    if not is_sealing():
        return
    try:
        usable_signer(timezone.now())
    except SealUnusable as fault:
        said = _("The documents cannot be sealed. Tell the administrator: %(fault)s")
        raise Refused(said % {"fault": fault}) from fault
