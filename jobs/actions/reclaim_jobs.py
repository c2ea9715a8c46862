import os
import socket
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from jobs.actions.wake_workers import wake_workers
from jobs.models import ItemState, Job, JobItem
from jobs.models.job import UNFINISHED

# A delivery that has not arrived by then is taken for lost.
LOST_AFTER = timedelta(seconds=60)


@transaction.atomic
def reclaim_jobs() -> int:
    """Deliver again what killed workers left behind; return how many jobs that were.

    A worker of this machine that no longer runs is known at once; one of another machine by the
    lease of the item that it held.
    """
    now = timezone.now()
    left = 0
    for job in Job.objects.select_for_update().filter(state__in=UNFINISHED):
        held = list(job.items.filter(state=ItemState.WAITING).exclude(leased_until=None))
        orphans = [item.pk for item in held if _is_orphan(item)]
        is_forgotten = len(orphans) == len(held) and job.woken_at < now - LOST_AFTER
        if orphans or is_forgotten:
            JobItem.objects.filter(pk__in=orphans).update(worker="", leased_until=None)
            Job.objects.filter(pk=job.pk).update(woken_at=now)
            wake_workers(job=job)
            left += 1
    return left


def _is_orphan(item: JobItem) -> bool:
    if item.leased_until is None or item.leased_until < timezone.now():
        return True
    host, _colon, process = item.worker.rpartition(":")
    return host == socket.gethostname() and not _is_alive(int(process))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
