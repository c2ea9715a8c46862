"""Long work of this floor: the decisions of a call as documents, and its public papers."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.actions.prepare_decisions import (
    Drafted,
    draft_decisions,
    prepare_decisions,
    require_decided_inputs,
)
from awards.models import Decision
from awards.selectors.awaiting_decision import awaiting_decision
from awards.tasks import IN_A_SLICE
from grants.call_jobs import call_of_job, page_of_call, whole_act
from grants.core.workflow import CallWork
from grants.models import Application, Call
from grants.selectors.may import require_state
from jobs.models import Job
from jobs.registry import JobKind
from reports.actions import prepare_files
from reports.actions.deliver_decision import deliver_decision
from reports.actions.publish_results import checked_results, publish_results
from reports.documents.case.case_file import CaseFile
from reports.documents.decision import decision_pdf
from reports.documents.kept_file import KeptFile
from reports.documents.public_papers import PublicPaper, paper_names
from reports.documents.seal import seal
from reports.selectors.decisions import JOB_KIND
from reports.spreadsheets.summary_file import SummaryFile, summary_names
from scoring.models import AllocationRun

_INPUTS = "inputs"


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
    rows = Decision.objects.newest().select_related("application", "call__funder", "signature")
    return rows.get(call=_call(job), application__number=number)


def list_papers(job: Job) -> Sequence[str]:
    return paper_names(Call.objects.get(pk=_call(job)))


def draw_paper(job: Job, name: str) -> None:
    _make(PublicPaper(call_of_job(job), name))


def list_summary_files(job: Job) -> Sequence[str]:
    return summary_names()


def make_summary_file(job: Job, name: str) -> None:
    _make(SummaryFile(call_of_job(job), name))


def summary_links(job: Job) -> list[tuple[Any, str]]:
    """What was made, and where it is taken; the CSV in the language of the reader."""
    code = call_of_job(job).code
    return [
        (_("Summary of points and amounts (XLSX)"), reverse("reports:summary_xlsx", args=[code])),
        (_("The same as CSV"), reverse("reports:summary_csv", args=[code])),
    ]


def _make(file: KeptFile) -> None:
    """Kept where it is made: the same bytes however often."""
    if file.kept() is None:
        file.make(patiently=True)


def _nothing(job: Job, name: str, result: object) -> None:
    """No row says that a file is made: what can be made again is no datum."""


def list_case_file(job: Job) -> Sequence[str]:
    return [str(job.parameters["number"])]


def make_case_file(job: Job, number: str) -> None:
    """Kept where it is made."""
    rows = Application.objects.select_related("call__funder", "lot", "organisation")
    about = job.parameters
    application, unread = rows.get(number=number), tuple(about["unread"])
    file = CaseFile(application, about["language"], about["for_desk"], unread)
    if file.kept() is None:
        file.make()


def case_file_link(job: Job) -> list[tuple[Any, str]]:
    route = "reports:case_file" if job.parameters["for_desk"] else "reports:own_case_file"
    return [(_("File of the application"), reverse(route, args=[job.parameters["number"]]))]


def _checked(job: Job) -> AllocationRun:
    """Before its time there is nothing signed that could be looked at. Raises Refused."""
    call = call_of_job(job)
    require_state(CallWork.PUBLISH_RESULTS, call)
    return checked_results(call)


def _publish(job: Job, checked: AllocationRun) -> None:
    publish_results(call=call_of_job(job), actor=job.created_by, checked=checked)


def list_slices(job: Job) -> Sequence[str]:
    """The inputs once, then so many decisions at a time."""
    slices = ceil(awaiting_decision(call_of_job(job)).count() / IN_A_SLICE)
    return [_INPUTS, *(f"{number}" for number in range(1, slices + 1))]


def draft_slice(job: Job, key: str) -> Drafted | None:
    call = call_of_job(job)
    if key == _INPUTS:
        require_decided_inputs(call)
    return None if key == _INPUTS else draft_decisions(call, job.created_by, IN_A_SLICE)


def prepare_slice(job: Job, key: str, drafted: Drafted | None) -> None:
    if drafted is not None:
        prepare_decisions(call=call_of_job(job), actor=job.created_by, drafted=drafted)


PREPARATION = JobKind(
    code="preparation",
    title=_("Preparation of the decisions"),
    list_items=list_slices,
    compute=draft_slice,
    write=prepare_slice,
    in_order=True,
    page=page_of_call("reports:batch"),
)
RESULTS = whole_act(
    code="results",
    title=_("Publication of the results"),
    compute=_checked,
    write=_publish,
    page=page_of_call("reports:batch"),
)
PUBLIC_PAPERS = JobKind(
    code=prepare_files.PUBLIC_PAPERS,
    title=_("Public documents of a call"),
    list_items=list_papers,
    compute=draw_paper,
    write=_nothing,
)
SUMMARY = JobKind(
    code=prepare_files.SUMMARY_FILES,
    title=_("Summary of points and amounts"),
    list_items=list_summary_files,
    compute=make_summary_file,
    write=_nothing,
    files=summary_links,
)
CASE_FILE = JobKind(
    code=prepare_files.CASE_FILE,
    title=_("File of the application"),
    list_items=list_case_file,
    compute=make_case_file,
    write=_nothing,
    files=case_file_link,
)
DECISIONS = JobKind(
    code=JOB_KIND,
    title=_("Issuing of decisions"),
    list_items=list_decisions,
    compute=render_decision,
    write=store_decision,
    summarise=summarise,
)
