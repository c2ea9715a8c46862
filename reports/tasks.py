"""Long work of this floor: the decisions of a call as documents."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from awards.models import Decision
from jobs.models import Job
from jobs.registry import JobKind
from reports.actions.deliver_decision import deliver_decision
from reports.documents.decision import decision_pdf
from reports.documents.seal import seal
from reports.selectors.decisions import JOB_KIND


def list_decisions(job: Job) -> Sequence[str]:
    """What is still to be issued, in order of number."""
    waiting = Decision.objects.filter(call=_call(job), issued_at=None)
    numbers = waiting.order_by("application__number")
    return list(numbers.values_list("application__number", flat=True))


def render_decision(job: Job, number: str) -> bytes:
    return seal(decision_pdf(_decision(job, number)))


def store_decision(job: Job, number: str, document: bytes) -> None:
    deliver_decision(decision=_decision(job, number), document=document, actor=job.created_by)


def summarise(job: Job) -> dict[str, Any]:
    issued = Decision.objects.filter(call=_call(job), issued_at__isnull=False)
    return {"issued": issued.count()}


def _call(job: Job) -> int:
    """The key of the call; KeyError for a job of no call."""
    if job.call_id is None:
        raise KeyError("call")
    return job.call_id


def _decision(job: Job, number: str) -> Decision:
    rows = Decision.objects.select_related("application", "call__funder")
    return rows.get(call=_call(job), application__number=number)


DECISIONS = JobKind(
    code=JOB_KIND,
    title=_("Issuing of decisions"),
    list_items=list_decisions,
    compute=render_decision,
    write=store_decision,
    summarise=summarise,
)
