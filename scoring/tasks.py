"""Acts on a whole call that take long where it is large."""

from django.utils.translation import gettext_lazy as _

from grants.call_jobs import call_of_job, page_of_call, whole_act
from jobs.models import Job
from scoring.actions._run_rows import AllocationToFreeze
from scoring.actions.compute_allocation import compute_allocation, computed_allocation
from scoring.actions.compute_ranking import ComputedRanking, compute_ranking, computed_ranking
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
