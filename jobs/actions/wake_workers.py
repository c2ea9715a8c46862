from functools import partial

from django.conf import settings
from django.db import transaction
from django_q.tasks import async_task

from jobs.models import Job


def wake_workers(*, job: Job, most: int | None = None) -> None:
    """Queue a delivery for each worker that can help, once the transaction around it has held."""
    workers = settings.WORKERS if most is None else most
    for _ in range(max(1, min(workers, job.total))):
        transaction.on_commit(partial(async_task, "jobs.tasks.deliver", str(job.pk)))
