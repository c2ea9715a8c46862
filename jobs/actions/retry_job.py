from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from jobs.models import ItemState, Job, JobState
from jobs.permissions import retry_job as may_retry
from jobs.registry import get_kind


@transaction.atomic
def retry_job(*, job: Job, actor: User) -> Job:
    """Do the failed items again; what succeeded stays, and nothing is done twice.

    An act is taken again on its page, by whoever takes it.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    may_retry.require(actor, job)
    if not job.is_finished or job.state == JobState.DONE or get_kind(job.kind).is_act:
        return job
    again = job.items.filter(state=ItemState.FAILED).update(
        state=ItemState.WAITING,
        attempts=0,
        error_code="",
        finished_at=None,
        worker="",
        leased_until=None,
    )
    Job.objects.filter(pk=job.pk).update(
        state=JobState.QUEUED,
        progress=F("progress") - again,
        failures=0,
        error_code="",
        finished_at=None,
        waits_since=timezone.now(),
    )
    job.refresh_from_db()
    return job
