from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from jobs.models import ItemState, Job, JobItem
from jobs.models.job import UNFINISHED
from jobs.permissions import retry_job
from jobs.registry import get_kind

FAILED_SHOWN = 50


def waiting_job() -> UUID | None:
    """The job that waits longest for a worker: with an item that nobody holds, or to be ended."""
    waiting = JobItem.objects.filter(job=OuterRef("pk"), state=ItemState.WAITING)
    free = waiting.filter(Q(leased_until=None) | Q(leased_until__lte=timezone.now()))
    jobs = Job.objects.filter(Exists(free) | ~Exists(waiting), state__in=UNFINISHED)
    return jobs.order_by("waits_since", "pk").values_list("pk", flat=True).first()


def get_failed_items(job: Job) -> QuerySet[JobItem]:
    """The first failed items in the order of the job."""
    return job.items.filter(state=ItemState.FAILED).order_by("position")[:FAILED_SHOWN]


def describe_job(job: Job) -> dict[str, Any]:
    """What templates/components/job.html draws, and what a machine polls.

    On a page: `{% include "components/job.html" with ... %}` with these names.
    """
    return {
        "id": f"job-{job.pk}",
        "url": job.get_absolute_url(),
        "state": job.state,
        "total": job.total,
        "done": job.succeeded,
        "failed": job.failures,
        "waiting": job.waiting,
        "running": not job.is_finished,
    }


def get_job_page(job: Job, actor: User) -> dict[str, Any]:
    return {
        "job": job,
        "title": get_kind(job.kind).title,
        "failed_items": get_failed_items(job),
        "may_retry": job.is_finished and retry_job.allows(actor, job),
    }
