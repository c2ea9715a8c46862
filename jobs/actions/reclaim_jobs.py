import os
import socket
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jobs.actions.wake_worker import wake_worker
from jobs.models import Job, JobState

# A delivery that has not arrived by then is taken for lost.
LOST_AFTER = timedelta(seconds=60)


@transaction.atomic
def reclaim_jobs() -> int:
    """Deliver again what a killed worker left behind; return how many jobs that were.

    A worker of this machine that no longer runs is known at once; one of another machine by
    its lease, which it renews with every item.
    """
    now = timezone.now()
    held = Job.objects.select_for_update().filter(
        Q(state=JobState.RUNNING) | Q(state=JobState.QUEUED, woken_at__lt=now - LOST_AFTER)
    )
    left = [job for job in held if _is_left_behind(job)]
    for job in left:
        job.state, job.worker, job.leased_until, job.woken_at = JobState.QUEUED, "", None, now
        job.save(update_fields=["state", "worker", "leased_until", "woken_at"])
        wake_worker(job=job)
    return len(left)


def _is_left_behind(job: Job) -> bool:
    if job.state == JobState.QUEUED:
        return True
    if job.leased_until is None or job.leased_until < timezone.now():
        return True
    host, _colon, process = job.worker.rpartition(":")
    return host == socket.gethostname() and not _is_alive(int(process))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
