"""Work through a job's items for a slice of time, beside other workers that do the same.

A worker takes one item at a time under a lease, which ends by itself where the worker was killed,
and is made longer as long as the work gives signs of life (`accounts.guarded.alive`).
An item takes effect in the transaction that ticks it, so whoever comes second, because a lease ran
out on a slow day, finds it ticked.

What the work says, it says in the language of the person who started it.
"""

import os
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.guarded.alive import heard_by
from accounts.refusal import Refused
from jobs.actions.do_item import do_item
from jobs.actions.finish_job import finish_job
from jobs.models import ItemState, Job, JobItem, JobState
from jobs.models.job import REFUSED, UNFINISHED
from jobs.registry import JobKind, get_kind

logger = structlog.get_logger(__name__)

SLICE_SECONDS = 20
LEASE = timedelta(seconds=90)
_RENEWED = LEASE.total_seconds() / 3
# An item that took its worker down this often is not tried again by itself.
MOST_ATTEMPTS = 3


def run_job(
    *,
    job_id: UUID,
    slice_seconds: int = SLICE_SECONDS,
    is_stopping: Callable[[], bool] = lambda: False,
    on_life: Callable[[], object] = lambda: None,
) -> Job | None:
    """The job as this worker leaves it: finished by whoever finds nothing waiting any more.

    None where it had ended before. `is_stopping` is asked before each item, `on_life` is called at
    every sign of life.
    """
    job = _begin(job_id)
    if job is None:
        return None
    kind = get_kind(job.kind)
    ends = time.monotonic() + slice_seconds
    with override(job.created_by.language):
        while time.monotonic() < ends and not is_stopping():
            item = _take_item(job, kind)
            if item is None:
                return _end(job)
            with heard_by(on_life, _Lease(item).renew):
                _do_item(kind, job, item)
    return _hand_on(job)


def name_worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


@transaction.atomic
def _begin(job_id: UUID) -> Job | None:
    job = Job.objects.select_for_update().filter(pk=job_id, state__in=UNFINISHED).first()
    if job is None:
        return None
    job.state = JobState.RUNNING
    job.started_at = job.started_at or timezone.now()
    job.save(update_fields=["state", "started_at"])
    return job


def _take_item(job: Job, kind: JobKind) -> JobItem | None:
    """The next one that nobody else holds; in order, only the very next."""
    while True:
        now = timezone.now()
        is_free = Q(leased_until=None) | Q(leased_until__lte=now)
        waiting = job.items.filter(is_free, state=ItemState.WAITING)
        if kind.in_order and job.items.filter(~is_free, state=ItemState.WAITING).exists():
            return None
        item = waiting.order_by("position").first()
        if item is None:
            return None
        lease = {"worker": name_worker(), "leased_until": now + LEASE}
        if waiting.filter(pk=item.pk).update(**lease):
            return item


class _Lease:
    """Of an item that is being done."""

    def __init__(self, item: JobItem) -> None:
        self._item, self._due = item, time.monotonic() + _RENEWED

    def renew(self) -> None:
        """Where it is time to; within a transaction nobody would see it."""
        if time.monotonic() < self._due or transaction.get_connection().in_atomic_block:
            return
        # First: the update is a sign of life itself.
        self._due = time.monotonic() + _RENEWED
        held = JobItem.objects.filter(
            pk=self._item.pk, state=ItemState.WAITING, worker=name_worker()
        )
        try:
            held.update(leased_until=timezone.now() + LEASE)
        except OperationalError:
            # The table was held too long: next time, and until then the lease lasts.
            logger.warning("lease_not_renewed", job=str(self._item.job_id))


def _do_item(kind: JobKind, job: Job, item: JobItem) -> None:
    if item.attempts >= MOST_ATTEMPTS:
        with transaction.atomic():
            _fail(kind, job, item, "WorkerLost")
        return
    JobItem.objects.filter(pk=item.pk).update(attempts=F("attempts") + 1)
    try:
        do_item(kind=kind, job=job, key=item.key, first=lambda: _tick(job, item, ItemState.DONE))
    except (Refused, PermissionDenied) as error:
        said = str(error) if isinstance(error, Refused) else _("You may no longer do this.")
        with transaction.atomic():
            if _fail(kind, job, item, REFUSED):
                Job.objects.filter(pk=job.pk).update(result={REFUSED: said})
    except Exception as error:
        # One bad item must not stop the others; it is listed with its code and can be retried.
        logger.exception("job_item_failed", job=str(job.pk), kind=job.kind)
        with transaction.atomic():
            _fail(kind, job, item, type(error).__name__)


def _fail(kind: JobKind, job: Job, item: JobItem, error_code: str) -> bool:
    """Whether it is this worker that found it so: another one may have ticked it meanwhile."""
    has_failed = _tick(job, item, ItemState.FAILED, error_code=error_code)
    if has_failed and kind.in_order:
        for later in job.items.filter(state=ItemState.WAITING):
            _tick(job, later, ItemState.FAILED, error_code="NotReached")
    return has_failed


def _tick(job: Job, item: JobItem, state: ItemState, *, error_code: str = "") -> bool:
    ticked = JobItem.objects.filter(pk=item.pk, state=ItemState.WAITING).update(
        state=state, error_code=error_code[:100], finished_at=timezone.now()
    )
    if ticked:
        changes: dict[str, Any] = {"progress": F("progress") + 1}
        if state == ItemState.FAILED:
            changes["failures"] = F("failures") + 1
        Job.objects.filter(pk=job.pk).update(**changes)
    return bool(ticked)


@transaction.atomic
def _hand_on(job: Job) -> Job:
    """Let other jobs come in between."""
    Job.objects.filter(pk=job.pk).update(waits_since=timezone.now())
    job.refresh_from_db()
    return job


def _end(job: Job) -> Job:
    if not job.items.filter(state=ItemState.WAITING).exists():
        return finish_job(job=job)
    # What is left, others have in their hands.
    job.refresh_from_db()
    return job
