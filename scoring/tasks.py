"""Acts on a whole call that take long where it is large."""

from collections.abc import Sequence
from itertools import pairwise

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.database.clock import database_now
from grants.actions.calls.close_files import (
    applications_to_close,
    close_files,
    remove_open_files,
)
from grants.actions.calls.unseal_call import (
    OpenedFile,
    keep_files,
    read_applications,
    read_files,
)
from grants.call_jobs import CLOSING, OPENING, call_of_job, page_of_call, whole_act
from grants.core import call_stages
from grants.models import Attachment, Call
from grants.plain_files import PlainFiles
from grants.selectors.calls.paper_applications import sealed_in_time
from jobs.models import Job, JobState
from jobs.registry import JobKind
from scoring.actions.opening.confirm_opening import (
    CallToOpen,
    read_opened,
    reader_of,
    receive_opened,
)
from scoring.actions.reveal_scores import ReadSheets, read_sheets, reveal_scores
from scoring.actions.runs._run_rows import AllocationToFreeze
from scoring.actions.runs.compute_allocation import compute_allocation, computed_allocation
from scoring.actions.runs.compute_ranking import ComputedRanking, compute_ranking, computed_ranking
from scoring.models import RankingRun


def _ranked(job: Job) -> ComputedRanking:
    return computed_ranking(call_of_job(job), job.created_by)


def _rank(job: Job, computed: ComputedRanking) -> None:
    compute_ranking(call=call_of_job(job), actor=job.created_by, computed=computed)


def _divided(job: Job) -> AllocationToFreeze:
    return computed_allocation(_ranking(job))


def _divide(job: Job, computed: AllocationToFreeze) -> None:
    compute_allocation(ranking=_ranking(job), actor=job.created_by, computed=computed)


def _ranking(job: Job) -> RankingRun:
    """On whose points the amounts are computed."""
    return RankingRun.objects.select_related("call", "version").get(pk=job.parameters["ranking"])


def _read(job: Job) -> ReadSheets:
    return read_sheets(call_of_job(job))


def _reveal(job: Job, read: ReadSheets) -> None:
    reveal_scores(call=call_of_job(job), actor=job.created_by, read=read)


def _revealed(job: Job) -> str:
    """The meeting, and until then the sheets."""
    route = "scoring:meeting" if job.state == JobState.DONE else "scoring:sheets"
    return reverse(route, args=[call_of_job(job).code])


def list_opening(job: Job) -> Sequence[str]:
    """Some files at a time, from one place to another, then all applications at once."""
    ends = [0]
    count = taken = 0
    for count, size in enumerate(_files_of(call_of_job(job)).values_list("sealed_size"), 1):
        taken += size[0]
        if taken >= _BYTES_AT_ONCE or count - ends[-1] >= _FILES_AT_ONCE:
            ends.append(count)
            taken = 0
    ends += [count] if count > ends[-1] else []
    return [*(f"{start}-{end}" for start, end in pairwise(ends)), _OPEN]


def _files_of(call: Call) -> QuerySet[Attachment]:
    """Also those that were taken out again before the sending, which stay sealed."""
    rows = Attachment.objects.filter(application__in=sealed_in_time(call).order_by())
    return rows.exclude(sealed_file="").order_by("application", "pk")


def read_some(job: Job, key: str) -> CallToOpen | list[OpenedFile]:
    call = call_of_job(job)
    if key == _OPEN:
        return read_opened(call)
    start, end = map(int, key.split("-"))
    some = dict(_files_of(call)[start:end].values_list("pk", "application"))
    now, reader = database_now(), reader_of(call)
    read = read_applications(call, reader, now, only=set(some.values()))
    return list(read_files(read, now, reader, only=some))


def open_some(job: Job, key: str, read: CallToOpen | list[OpenedFile]) -> None:
    if isinstance(read, CallToOpen):
        receive_opened(call=call_of_job(job), actor=job.created_by, read=read)
        return
    with PlainFiles() as files:
        keep_files(read, files)


def list_closing(job: Job) -> Sequence[str]:
    """By application; the files of a cancelled call alone."""
    call = call_of_job(job)
    if call.state not in call_stages.CANCELLED:
        return []
    return [f"{key}" for key in applications_to_close(call=call)]


def remove_files(job: Job, key: str) -> None:
    remove_open_files(call=call_of_job(job), application=int(key))


def forget_files(job: Job, key: str, _nothing: object) -> None:
    close_files(call=call_of_job(job), application=int(key))


_OPEN = "open"
# Held in memory, and written within a fraction of a second; one file alone may be larger.
_FILES_AT_ONCE, _BYTES_AT_ONCE = 100, 32_000_000
OPENING_JOB = JobKind(
    code=OPENING,
    title=_("Opening of the applications"),
    list_items=list_opening,
    compute=read_some,
    write=open_some,
    in_order=True,
    page=page_of_call("scoring:opening"),
)
CLOSING_JOB = JobKind(
    code=CLOSING,
    title=_("Removal of files that were opened before the call was cancelled"),
    list_items=list_closing,
    compute=remove_files,
    write=forget_files,
)
REVEAL = whole_act(
    code="reveal",
    title=_("Reveal of the scores"),
    compute=_read,
    write=_reveal,
    page=_revealed,
)
RANKING = whole_act(
    code="ranking",
    title=_("Computation of the ranking"),
    compute=_ranked,
    write=_rank,
    page=page_of_call("scoring:ranking"),
)
ALLOCATION = whole_act(
    code="allocation",
    title=_("Computation of the amounts"),
    compute=_divided,
    write=_divide,
    page=page_of_call("scoring:ranking"),
)
