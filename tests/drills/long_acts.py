"""An act of a real call that the workers do, and a worker killed in the middle of it.

    python -m tests.drills.long_acts opening|ranking < process numbers as JSON
    python -m tests.drills.long_acts found

runs in the environment of an installation and of a demonstration (`MERILA_DEMO=1`), because its
acts happened in the days before. The process numbers are those of the workers, held (SIGSTOP):
once the act is queued they go on, and are killed (SIGKILL) as soon as one has begun with it.
`found` prints as JSON how the job stands, what it has left, and what fsck says.
"""

import json
import os
import signal
import sys
import time
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if __name__ == "__main__":
    django.setup()

from django.db import transaction

from audit.database.clock import pretended_time
from audit.models import LedgerEntry
from audit.proof import fsck
from audit.proof.snapshot import one_snapshot
from benchmarks.montpellier.acts import RealCall
from benchmarks.montpellier.the_call import the_requests
from grants.models import Call
from jobs.actions.enqueue_job import enqueue_job
from jobs.models import ItemState, Job, JobItem
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.actions.runs.compute_ranking import computed_ranking
from tests.attendance import all_here
from tests.personas import person

REQUESTS = 60
_PATIENCE = 30.0


def opening(real: RealCall) -> None:
    """Both have confirmed; nothing is read."""
    real.publish()
    real.apply()
    with pretended_time(real.now - timedelta(days=57)), transaction.atomic():
        start_opening_session(
            call=real.call, place="sejna soba", attendance=all_here(real.call), actor=person("Lea")
        )
        confirm_opening(call=real.call, actor=person("Ada"))
        confirm_opening(call=real.call, actor=person("Lea"), reads=False)
        _enqueue("opening", real.call, "Lea")


def ranking(real: RealCall) -> None:
    for part in (real.publish, real.apply, real.open, real.check, real.score):
        part()
    _enqueue("ranking", real.call, "Ada")


def _enqueue(kind: str, call: Call, name: str) -> None:
    enqueue_job(kind=kind, actor=person(name), call_id=call.pk, funder_id=call.funder_id)


def kill_in_the_middle(workers: list[int]) -> None:
    """Whoever has begun has not ended: reading takes longer than a look at the table."""
    for number in workers:
        os.kill(number, signal.SIGCONT)
    ends = time.monotonic() + _PATIENCE
    while not JobItem.objects.filter(attempts=1, state=ItemState.WAITING).exists():
        if time.monotonic() > ends:
            raise TimeoutError("no worker has begun")
    for number in workers:
        os.kill(number, signal.SIGKILL)


def found() -> dict[str, Any]:
    """All of one moment."""
    with one_snapshot():
        return _found()


def _found() -> dict[str, Any]:
    job, call = Job.objects.get(), Call.objects.get()
    runs = list(call.ranking_runs.values_list("evaluation_sha256", "result_sha256"))
    same = True
    if runs:
        made = computed_ranking(call, person("Ada")).made
        same = runs == [(made.evaluation_sha256, made.result_sha256)]
    return {
        "state": job.state,
        "attempts": max(job.items.values_list("attempts", flat=True)),
        "call": call.state,
        "received": call.applications.filter(answers__isnull=False).count(),
        "sealed": call.applications.filter(answers=None).count(),
        "entries": {
            name: LedgerEntry.objects.filter(type=name).count()
            for name in ("seal.opened", "ranking.computed")
        },
        "runs": len(runs),
        "same": same,
        "fsck": [str(one) for one in fsck.differences()],
    }


if __name__ == "__main__":
    if sys.argv[1] == "found":
        json.dump(found(), sys.stdout)
    else:
        stage = RealCall(the_requests(REQUESTS), lambda _name, _times, _seconds: None)
        {"opening": opening, "ranking": ranking}[sys.argv[1]](stage)
        kill_in_the_middle(json.load(sys.stdin))
        json.dump(found(), sys.stdout)
