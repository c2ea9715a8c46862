"""The folder of a child for what its libraries write; none outlives its owner.

The owner holds a lock on it that the kernel lets go of when the owner ends, however that ended.
Where the child was killed too, nobody is left to clean up: the next child does.
"""

import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path

_PREFIX = "merila-child-"
# Between the making of a folder and its lock somebody else may look at it.
_YOUNG_SECONDS = 60


class Folder:
    """A new folder, and whatever was left behind by the dead is gone."""

    def __init__(self) -> None:
        _sweep()
        self.path = tempfile.mkdtemp(prefix=_PREFIX)
        self.lock = os.open(self.path, os.O_RDONLY)
        fcntl.flock(self.lock, fcntl.LOCK_SH)

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    def let_go(self) -> None:
        """Also in a forked process, whose parent keeps its own hold."""
        if self.lock >= 0:
            os.close(self.lock)
            self.lock = -1


def _sweep() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if _is_left_behind(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_left_behind(folder: Path) -> bool:
    try:
        if time.time() - folder.stat().st_mtime < _YOUNG_SECONDS:
            return False
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(held)
    return True
