"""The child: no database, no keys, little memory; killed when in doubt.

    python -m accounts.guarded.child PROGRAM BYTES

Reads frames from standard input. The first goes to `prepare` of the module PROGRAM, which gives
what answers each frame after it: with a frame of its own. A child says what came of it or the kind
of fault, and ends when its parent does, however that ended.
"""

import os
import queue
import resource
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from importlib import import_module
from typing import IO

from accounts.guarded.frames import Frame, read_frame, write_frame

Answer = Callable[[Frame], Frame]
# The person who waits for a page comes before the file of somebody else.
_NICENESS = 10


def main(program: str, most_bytes: int) -> None:
    questions, answers = _open_pipes()
    _limit(most_bytes)
    frames: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(questions, frames), daemon=True).start()
    try:
        answer: Answer = import_module(program).prepare(frames.get())
    except OSError as fault:
        write_frame(answers, {"fault": "NoEngine", "said": str(fault)})
        return
    write_frame(answers, {"ready": True})
    while True:
        words, parts = frames.get()
        _answer(answer, (words["question"], parts), words["seconds"], answers)


def _answer(answer: Answer, question: Frame, seconds: float, answers: IO[bytes]) -> None:
    # Ends the process also from within a library that never comes back to Python.
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        words, parts = answer(question)
    except (SystemExit, KeyboardInterrupt):
        raise
    # Also what WeasyPrint raises beside Exception. The text of a fault may repeat what was sent,
    # so only its kind leaves.
    except BaseException as fault:
        write_frame(answers, {"fault": type(fault).__name__})
    else:
        write_frame(answers, {"answer": words}, parts)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _open_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Answers get a channel of their own: a library that prints must not speak between them."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def _limit(most_bytes: int) -> None:
    # RLIMIT_DATA counts what is written to; RLIMIT_AS would count what threads merely reserve.
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_NICENESS)


def _listen(questions: IO[bytes], frames: "queue.SimpleQueue[Frame]") -> None:
    """Also while something is worked on: the pipe closes when the parent dies, and then this ends.

    Not PR_SET_PDEATHSIG: that one comes when the thread ends that started this process.
    """
    try:
        while True:
            frames.put(read_frame(questions))
    except (EOFError, ValueError, OSError):
        shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
