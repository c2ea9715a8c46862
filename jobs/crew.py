"""The processes of a worker: each takes the job that waits longest, for a slice of time.

They are split off a parent that does nothing but run the errands and replace whoever has ended. One
that gives no sign of life (`accounts.guarded.alive`) ends by an alarm; its item is then free again
(`reclaim_jobs`).
"""

import os
import signal
import time
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

import structlog
from django.db import DatabaseError, close_old_connections, connections

from jobs.actions.run_job import run_job
from jobs.selectors import waiting_job

# Seconds without a sign of life.
_STUCK_AFTER = 120
_BETWEEN_LOOKS = 0.5
# The supervisor has a little more (command/processes.py).
_PATIENCE = 15
_fork = get_context("fork")
logger = structlog.get_logger(__name__)


class Crew:
    """As many processes as wanted."""

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._members: list[BaseProcess] = []

    def fill(self) -> None:
        """Replace those that have ended."""
        self._members = [one for one in self._members if one.is_alive()]
        while len(self._members) < self._wanted:
            # One connection must not be used by two processes.
            connections.close_all()
            member = _fork.Process(target=_work, args=(os.getpid(),), daemon=True)
            member.start()
            self._members.append(member)

    def stop(self) -> None:
        """Let each finish the item that it holds; who takes long is ended, and the item free."""
        for member in self._members:
            member.terminate()
        ends = time.monotonic() + _PATIENCE
        for member in self._members:
            member.join(max(0.0, ends - time.monotonic()))
            member.kill()


def _work(parent: int) -> None:
    stopping: list[int] = []
    # Ctrl+C reaches every process of the terminal; the parent tells the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, _frame: stopping.append(number))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)

    def is_stopping() -> bool:
        return bool(stopping) or os.getppid() != parent

    while not is_stopping():
        close_old_connections()
        try:
            job_id = waiting_job()
            if job_id is not None:
                _set_alarm()
                run_job(job_id=job_id, is_stopping=is_stopping, on_life=_set_alarm)
        except DatabaseError:
            # The table says what is to be done once it can be asked again.
            logger.exception("job_interrupted")
            job_id = None
        signal.alarm(0)
        if job_id is None:
            time.sleep(_BETWEEN_LOOKS)


def _set_alarm() -> None:
    """Instead of the one that was set before."""
    signal.alarm(_STUCK_AFTER)
