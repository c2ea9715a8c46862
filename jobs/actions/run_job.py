"""Work through a job's items for a slice of time.

The engine delivers at least once: after a killed worker it delivers again, and on a slow day it
may deliver the same job to two workers. An item therefore takes effect in the transaction that
ticks it, under a lock on the item; whoever comes second finds it ticked.
"""

import os
import socket
import time
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jobs.actions.finish_job import finish_job
from jobs.actions.wake_worker import wake_worker
from jobs.models import ItemState, Job, JobItem, JobState
from jobs.models.job import UNFINISHED
from jobs.registry import JobKind, get_kind

logger = structlog.get_logger(__name__)

SLICE_SECONDS = 20
LEASE = timedelta(seconds=90)
# An item that took its worker down this often is not tried again by itself.
MOST_ATTEMPTS = 3


def run_job(*, job_id: str, slice_seconds: int = SLICE_SECONDS) -> Job | None:
    """Return the job, or None where another worker holds it or it has ended."""
    job = _take(job_id)
    if job is None:
        return None
    kind = get_kind(job.kind)
    ends = time.monotonic() + slice_seconds
    while (item := _next_item(job)) is not None:
        if time.monotonic() >= ends:
            return _hand_on(job)
        _do_item(kind, job, item)
    return finish_job(job=job)


def name_worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


@transaction.atomic
def _take(job_id: str) -> Job | None:
    now = timezone.now()
    job = Job.objects.select_for_update().filter(pk=job_id, state__in=UNFINISHED).first()
    if job is None or (job.leased_until and job.leased_until > now and job.worker):
        return None
    job.state = JobState.RUNNING
    job.started_at = job.started_at or now
    job.worker, job.leased_until = name_worker(), now + LEASE
    job.save(update_fields=["state", "started_at", "worker", "leased_until"])
    return job


def _next_item(job: Job) -> JobItem | None:
    return job.items.filter(state=ItemState.WAITING).order_by("position").first()


def _do_item(kind: JobKind, job: Job, item: JobItem) -> None:
    if item.attempts >= MOST_ATTEMPTS:
        with transaction.atomic():
            _tick(job, item, ItemState.FAILED, error_code="WorkerLost")
        return
    JobItem.objects.filter(pk=item.pk).update(attempts=F("attempts") + 1)
    try:
        result = kind.compute(job, item.key) if kind.compute else None
        with transaction.atomic():
            if _tick(job, item, ItemState.DONE):
                kind.write(job, item.key, result)
    except Exception as error:
        # One bad item must not stop the others; it is listed with its code and can be retried.
        logger.exception("job_item_failed", job=str(job.pk), kind=job.kind)
        with transaction.atomic():
            _tick(job, item, ItemState.FAILED, error_code=type(error).__name__)


def _tick(job: Job, item: JobItem, state: ItemState, *, error_code: str = "") -> bool:
    ticked = JobItem.objects.filter(pk=item.pk, state=ItemState.WAITING).update(
        state=state, error_code=error_code[:100], finished_at=timezone.now()
    )
    if ticked:
        changes: dict[str, Any] = {"progress": F("progress") + 1}
        if state == ItemState.FAILED:
            changes["failures"] = F("failures") + 1
        Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() + LEASE, **changes)
    return bool(ticked)


@transaction.atomic
def _hand_on(job: Job) -> Job:
    """Let other jobs come in between; the rest is a delivery of its own."""
    Job.objects.filter(pk=job.pk).update(
        worker="", leased_until=None, woken_at=timezone.now(), state=JobState.QUEUED
    )
    wake_worker(job=job)
    job.refresh_from_db()
    return job
