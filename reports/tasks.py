"""Long work of this floor: the decisions of a call as documents, and its public papers."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from awards.models import Decision
from grants.call_jobs import call_of_job, page_of_call, whole_act
from grants.models import Call
from jobs.models import Job
from jobs.registry import JobKind
from reports.actions.deliver_decision import deliver_decision
from reports.actions.prepare_public_papers import JOB_KIND as PAPERS
from reports.actions.publish_results import checked_results, publish_results
from reports.documents.decision import decision_pdf
from reports.documents.public_papers import PublicPaper, paper_names
from reports.documents.seal import seal
from reports.selectors.decisions import JOB_KIND
from scoring.models import AllocationRun


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
    rows = Decision.objects.newest().select_related("application", "call__funder")
    return rows.get(call=_call(job), application__number=number)


def list_papers(job: Job) -> Sequence[str]:
    return paper_names(Call.objects.get(pk=_call(job)))


def draw_paper(job: Job, name: str) -> None:
    """Kept where it is drawn: the same bytes however often."""
    rows = Call.objects.select_related("funder")
    paper = PublicPaper(rows.get(pk=_call(job)), name)
    if paper.kept() is None:
        paper.draw(patiently=True)


def _nothing(job: Job, name: str, result: object) -> None:
    """No row says that a paper is drawn: what can be made again is no datum."""


def _checked(job: Job) -> AllocationRun:
    return checked_results(call_of_job(job))


def _publish(job: Job, checked: AllocationRun) -> None:
    publish_results(call=call_of_job(job), actor=job.created_by, checked=checked)


RESULTS = whole_act(
    code="results",
    title=_("Publication of the results"),
    compute=_checked,
    write=_publish,
    page=page_of_call("reports:batch"),
)
PUBLIC_PAPERS = JobKind(
    code=PAPERS,
    title=_("Public documents of a call"),
    list_items=list_papers,
    compute=draw_paper,
    write=_nothing,
)
DECISIONS = JobKind(
    code=JOB_KIND,
    title=_("Issuing of decisions"),
    list_items=list_decisions,
    compute=render_decision,
    write=store_decision,
    summarise=summarise,
)
