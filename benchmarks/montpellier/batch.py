"""The decisions of the real call in one job, whose worker or renderers are hurt on the way.

Needs Django set up in the environment of the installation whose worker it is.
"""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from grants.models import Call
from jobs.actions.retry_job import retry_job
from jobs.models import ItemState, Job, JobItem
from reports.actions.start_issuing import start_issuing
from tests.installation import Installation
from tests.personas import person

PATIENCE = 900.0
_LOOK = 0.1
Fault = Callable[[Installation], None]


@dataclass(frozen=True, slots=True)
class Hurt:
    """`what` was done, at which `item` of the job, and after how many seconds it went on."""

    what: str
    item: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Batch:
    """`again`: documents that the officer had made once more, after a fault that ended them."""

    job: Job
    seconds: float
    hurts: tuple[Hurt, ...]
    begun_twice: int
    again: int
    failed: Counter[str]


def issue_all(merila: Installation, call: Call, hurting: str) -> Batch:
    """Start the job, hurt it at a third and at two thirds, wait for the end."""
    job = start_issuing(call=call, actor=person("Ada"))
    began = time.perf_counter()
    merila.worker.resume()
    hurts = tuple(_hurts(merila, job, HURTS[hurting]))
    _wait_for_end(job)
    again = _fresh(job).failures
    if again and hurting == "renderer":
        retry_job(job=job, actor=person("Ada"))
        _wait_for_end(job)
    seconds = time.perf_counter() - began
    begun_twice = JobItem.objects.filter(job=job, attempts__gt=1).count()
    failed = job.items.filter(state=ItemState.FAILED).values_list("error_code", flat=True)
    return Batch(_fresh(job), seconds, hurts, begun_twice, again, Counter(failed))


def _hurts(merila: Installation, job: Job, faults: dict[str, Fault]) -> Iterator[Hurt]:
    for place, (what, fault) in enumerate(faults.items(), start=1):
        item = _wait_for(job, job.total * place // 3)
        _wait_for_work(job)
        began = time.perf_counter()
        fault(merila)
        _wait_for(job, min(_fresh(job).progress + 1, job.total))
        yield Hurt(what, item, time.perf_counter() - began)


def _kill_everything(merila: Installation) -> None:
    number = merila.worker.pid
    os.killpg(number, signal.SIGKILL)
    _wait_for_another(merila, number)


def _kill_the_parent(merila: Installation) -> None:
    number = merila.worker.pid
    os.kill(number, signal.SIGKILL)
    _wait_for_another(merila, number)


def _wait_for_another(merila: Installation, number: int) -> None:
    # What an orphan still finished does not count as going on.
    began = time.perf_counter()
    while merila.worker.process is None or merila.worker.pid == number:
        _wait(began)


def _crash(merila: Installation) -> None:
    for renderer in _renderers(merila):
        os.kill(renderer, signal.SIGKILL)


def _hang(merila: Installation) -> None:
    for renderer in _renderers(merila):
        os.kill(renderer, signal.SIGSTOP)


def _renderers(merila: Installation) -> list[int]:
    """The processes that turn pages into documents, of this worker."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            words = (place / "cmdline").read_bytes()
            if int(fields[3]) == merila.worker.pid and b"renderer.rendering" in words:
                found.append(int(place.name))
    return found


HURTS: dict[str, dict[str, Fault]] = {
    "worker": {
        "worker killed with all its processes": _kill_everything,
        "worker killed, only the parent": _kill_the_parent,
    },
    "renderer": {"renderers killed": _crash, "renderers that hang": _hang},
}


def _wait_for(job: Job, items: int) -> int:
    began = time.perf_counter()
    while (found := _fresh(job)).progress < items:
        if found.is_finished:
            raise RuntimeError(f"the job ended {found.state} at {found.progress} of {found.total}")
        _wait(began)
    return found.progress


def _wait_for_end(job: Job) -> None:
    _wait_for(job, job.total)
    began = time.perf_counter()
    while not _fresh(job).is_finished:
        _wait(began)


def _wait_for_work(job: Job) -> None:
    """Until an item is begun and not yet ticked: a kill in the middle of a document."""
    began = time.perf_counter()
    while not job.items.filter(state=ItemState.WAITING, attempts__gt=0).exists():
        _wait(began)


def _wait(began: float) -> None:
    if time.perf_counter() - began > PATIENCE:
        raise TimeoutError("the job does not go on")
    time.sleep(_LOOK)


def _fresh(job: Job) -> Job:
    # PostgreSQL gives a long transaction an old picture; outside of one there is none.
    assert not connection.in_atomic_block
    return Job.objects.get(pk=job.pk)
