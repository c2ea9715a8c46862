"""Standing in line to write, where many want to in the same moment."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

_LOOK = 0.001
# Whoever has waited so long asks the database itself, which says that it is busy.
_PATIENCE = 20.0


@contextmanager
def in_line() -> Iterator[None]:
    """Around a transaction: one after the other, the next as soon as the one before has ended.

    On PostgreSQL the locks of the rows do that. SQLite lets everybody ask again and again, with
    ever longer pauses in which nobody writes. Whoever writes without standing in line is waited
    for as ever.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with Path(settings.DATA, "line").open("ab") as line:
        _wait(line)
        yield


def _wait(line: IO[bytes]) -> None:
    began = time.monotonic()
    while time.monotonic() - began < _PATIENCE:
        try:
            fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_LOOK)
        else:
            return
