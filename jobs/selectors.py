from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from jobs.models import ItemState, Job, JobItem
from jobs.permissions import retry_job
from jobs.registry import get_kind

FAILED_SHOWN = 50


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
