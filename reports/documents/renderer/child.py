"""The process that renders: no database, no keys, no network, little memory; killed when in doubt.

    python -m reports.documents.renderer.child BYTES

Reads frames from standard input: first the style with its fonts, then pages. Answers each with a
document or with the kind of fault. It ends when its parent does, however that ended.
"""

import os
import queue
import resource
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import IO, Any

from reports.documents.renderer.frames import Frame, read_frame, write_frame

# Processor time of one page. The parent's clock kills earlier; this also works without a parent.
CPU_SECONDS = 60
Render = Callable[[dict[str, Any], list[bytes]], bytes]


def main(most_bytes: int, prepare: Callable[[Frame], Render] | None = None) -> None:
    pages, answers = _open_pipes()
    _limit(most_bytes)
    frames: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pages, frames), daemon=True).start()
    try:
        render = (prepare or prepare_engine)(frames.get())
    except OSError as fault:
        write_frame(answers, {"fault": "NoEngine", "said": str(fault)})
        return
    write_frame(answers, {"ready": True})
    while True:
        _answer(render, frames.get(), answers)


def prepare_engine(style: Frame) -> Render:
    """Raises OSError on a machine without Pango."""
    words, parts = style
    # Not at the top: on a machine without Pango importing it is what fails.
    engine = import_module("reports.documents.renderer.engine").Engine(
        parts[0].decode(), dict(zip(words["fonts"], parts[1:], strict=True))
    )

    def render(words: dict[str, Any], parts: list[bytes]) -> bytes:
        rest = iter(parts[1:])
        made = {name: next(rest) for name in words["made"]}
        attached = [(one["name"], one["description"], next(rest)) for one in words["attached"]]
        at = datetime.fromisoformat(words["at"])
        return engine.render(parts[0].decode(), at, made, attached)

    return render


def _answer(render: Render, page: Frame, answers: IO[bytes]) -> None:
    _limit_time()
    try:
        document = render(*page)
    except (SystemExit, KeyboardInterrupt):
        raise
    # Also what WeasyPrint raises beside Exception. The text of a fault may repeat the page, so
    # only its kind leaves.
    except BaseException as fault:
        write_frame(answers, {"fault": type(fault).__name__})
    else:
        write_frame(answers, {}, [document])


def _open_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Answers get a channel of their own: a library that prints must not speak between them."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def _limit(most_bytes: int) -> None:
    # RLIMIT_DATA counts what is written to; RLIMIT_AS would count what threads merely reserve.
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _listen(pages: IO[bytes], frames: "queue.SimpleQueue[Frame]") -> None:
    """Also while a page is rendered: the pipe closes when the parent dies, and then this ends.

    Not PR_SET_PDEATHSIG: that one comes when the thread ends that started this process.
    """
    try:
        while True:
            frames.put(read_frame(pages))
    except (EOFError, ValueError, OSError):
        shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)
        os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
