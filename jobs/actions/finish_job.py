import structlog
from django.db import transaction
from django.utils import timezone

from jobs.models import Job, JobState
from jobs.models.job import UNFINISHED
from jobs.registry import get_kind

logger = structlog.get_logger(__name__)


@transaction.atomic
def finish_job(*, job: Job) -> Job:
    """Write how a job without waiting items has ended; finishing twice changes nothing."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in UNFINISHED:
        return job
    job.state = _ending(job)
    summarise = get_kind(job.kind).summarise
    if summarise and job.state != JobState.FAILED:
        try:
            with transaction.atomic():
                job.result = summarise(job)
        except Exception as error:
            logger.exception("job_summary_failed", job=str(job.pk), kind=job.kind)
            job.state, job.error_code = JobState.FAILED, type(error).__name__
    job.finished_at = timezone.now()
    job.save()
    return job


def _ending(job: Job) -> JobState:
    if not job.failures:
        return JobState.DONE
    return JobState.PARTLY if job.succeeded else JobState.FAILED
