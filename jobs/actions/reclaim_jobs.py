import os
import socket

from jobs.models import ItemState, JobItem
from jobs.models.job import UNFINISHED


def reclaim_jobs() -> int:
    """Free the items that killed workers of this machine left; return how many that were.

    Those of another machine are free when their lease ends.
    """
    held = JobItem.objects.filter(state=ItemState.WAITING, job__state__in=UNFINISHED)
    orphans = [item for item in held.exclude(leased_until=None) if _is_orphan(item)]
    return sum(
        # Unless somebody else has taken it meanwhile.
        JobItem.objects.filter(pk=item.pk, leased_until=item.leased_until).update(
            worker="", leased_until=None
        )
        for item in orphans
    )


def _is_orphan(item: JobItem) -> bool:
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
