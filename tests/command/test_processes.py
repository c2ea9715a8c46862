"""Children: started again when they end, ended with what they started."""

import signal
import sys
import time

from command import processes


def test_child_that_ended_is_started_again_and_later_each_time(capsys):
    child = processes.Child("worker", [sys.executable, "-c", "raise SystemExit(3)"])
    child.start()
    first = child.process
    first.wait()
    child.watch()
    assert child.process is not first
    child.process.wait()
    child.watch()
    assert child.process is None
    assert child.due > time.monotonic()
    assert "worker ended (3)" in capsys.readouterr().out


def test_child_is_ended_cleanly_with_what_it_started():
    child = processes.Child("web", [sys.executable, "-c", "import signal; signal.pause()"])
    child.start()
    processes.end_all([child])
    assert child.process.returncode == -signal.SIGTERM
