"""The decisions of the real call in one job, whose worker is killed on the way.

Needs Django set up in the environment of the installation whose worker it is.
"""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from grants.models import Call
from jobs.models import ItemState, Job, JobItem
from reports.actions.start_issuing import start_issuing
from tests.installation import Installation
from tests.personas import person

PATIENCE = 900.0
_LOOK = 0.02


@dataclass(frozen=True, slots=True)
class Kill:
    """`how` it was killed, at which `item` of the job, and after how many seconds it went on."""

    how: str
    item: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Batch:
    job: Job
    seconds: float
    kills: tuple[Kill, ...]
    begun_twice: int
    failed: Counter[str]


def issue_all(merila: Installation, call: Call) -> Batch:
    """Start the job, kill its worker at a third and at two thirds, wait for the end."""
    job = start_issuing(call=call, actor=person("Ada"))
    began = time.perf_counter()
    merila.worker.resume()
    kills = tuple(_kills(merila, job))
    _wait_for(job, job.total)
    seconds = time.perf_counter() - began
    while not _fresh(job).is_finished:
        _wait(began)
    begun_twice = JobItem.objects.filter(job=job, attempts__gt=1).count()
    failed = job.items.filter(state=ItemState.FAILED).values_list("error_code", flat=True)
    return Batch(_fresh(job), seconds, kills, begun_twice, Counter(failed))


def _kills(merila: Installation, job: Job) -> Iterator[Kill]:
    for place, how in enumerate(("with all its processes", "only the parent"), start=1):
        item = _wait_for(job, job.total * place // 3)
        _wait_for_work(job)
        number, began = merila.worker.pid, time.perf_counter()
        if place == 1:
            os.killpg(number, signal.SIGKILL)
        else:
            os.kill(number, signal.SIGKILL)
        # What an orphan still finished does not count as going on.
        while merila.worker.process is None or merila.worker.pid == number:
            _wait(began)
        _wait_for(job, min(_fresh(job).progress + 1, job.total))
        yield Kill(how, item, time.perf_counter() - began)


def _wait_for(job: Job, items: int) -> int:
    began = time.perf_counter()
    while (found := _fresh(job)).progress < items:
        if found.is_finished:
            raise RuntimeError(f"the job ended {found.state} at {found.progress} of {found.total}")
        _wait(began)
    return found.progress


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
