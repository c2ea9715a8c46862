"""Acts on a whole call that take long where it is large."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.call_jobs import call_of_job, page_of_call, whole_act
from jobs.models import Job, JobState
from scoring.actions._run_rows import AllocationToFreeze
from scoring.actions.compute_allocation import compute_allocation, computed_allocation
from scoring.actions.compute_ranking import ComputedRanking, compute_ranking, computed_ranking
from scoring.actions.reveal_scores import ReadSheets, read_sheets, reveal_scores
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
