from functools import partial

from django.db import transaction
from django_q.tasks import async_task

from jobs.models import Job


def wake_worker(*, job: Job) -> None:
    """Queue one delivery of the job once the transaction around it has held."""
    transaction.on_commit(partial(async_task, "jobs.tasks.deliver", str(job.pk)))
