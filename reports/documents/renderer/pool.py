"""Warm renderers: processes that turn pages into documents, and are killed when they take too long.

A page holds what applicants wrote. Whatever it does to the renderer, a hang, a crash or all the
memory, the process that asked goes on with a fault that it can show.
"""

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from reports.documents.renderer.folder import Folder
from reports.documents.renderer.frames import Frame, read_frame, write_frame

RENDER_SECONDS = 30
START_SECONDS = 60
MOST_BYTES = 512 * 1024 * 1024
# Threads of one process that render at the same time; the next one waits.
MOST_AT_ONCE = 2
# The page named a file that did not come with it.
REFUSED = "ForeignAddress"
PROGRAM = "reports.documents.renderer.child"

_ROOT = Path(__file__).resolve().parents[3]
# Nothing else of the environment reaches the renderer: the rest may be secret.
_KEPT = (
    "DYLD_FALLBACK_LIBRARY_PATH",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "HOME",
    "LD_LIBRARY_PATH",
    "PATH",
    "XDG_CACHE_HOME",
    "XDG_DATA_DIRS",
)


class DocumentFailed(Exception):
    """The document could not be made; nothing was written."""


class DocumentTookTooLong(DocumentFailed):
    """The renderer was killed after 30 seconds."""


class DocumentTooLarge(DocumentFailed):
    """The page needed more memory than a renderer may have."""


class RendererDied(DocumentFailed):
    """The renderer ended without an answer."""


class NoEngine(Exception):
    """The machine lacks the library that lays out text."""


class Renderer:
    """One renderer with its style loaded. Used by one thread at a time."""

    def __init__(self, style: Frame) -> None:
        self.overdue = False
        self.folder = Folder()
        question, pages = os.pipe()
        answers, answer = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-m", PROGRAM, str(MOST_BYTES)],
            cwd=_ROOT,
            env=_environment(self.folder.path),
            stdin=question,
            stdout=answer,
            stderr=subprocess.DEVNULL,
        )
        for end in (question, answer):
            os.close(end)
        self.pages, self.answers = os.fdopen(pages, "wb"), os.fdopen(answers, "rb")
        try:
            words, _ = self.ask(style, START_SECONDS)
        except BaseException:
            self.end()
            raise
        if "ready" not in words:
            self.end()
            raise NoEngine(str(words.get("said")))

    def ask(self, question: Frame, seconds: float) -> Frame:
        """Raises DocumentTookTooLong or RendererDied; after either the renderer is gone."""
        watch = threading.Timer(seconds, self._stop_overdue)
        watch.daemon = True
        watch.start()
        try:
            write_frame(self.pages, *question)
            return read_frame(self.answers)
        except (EOFError, OSError, ValueError, KeyError, TypeError) as fault:
            raise (DocumentTookTooLong if self.overdue else RendererDied) from fault
        finally:
            watch.cancel()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.folder.remove()
        self.close()

    def close(self) -> None:
        for pipe in (self.pages, self.answers):
            with suppress(OSError):
                pipe.close()
        self.folder.let_go()

    def _stop_overdue(self) -> None:
        self.overdue = True
        self.process.kill()


class Pool:
    """The warm renderers of this process."""

    def __init__(self) -> None:
        self.idle: list[Renderer] = []
        self.places = threading.BoundedSemaphore(MOST_AT_ONCE)

    def render(self, style: Frame, words: dict[str, Any], parts: Sequence[bytes]) -> bytes:
        """The document. Raises a kind of DocumentFailed, or NoEngine."""
        with self.places:
            try:
                return self._render(style, (words, list(parts)))
            except RendererDied:
                # Somebody may have killed it: that says nothing about the page yet.
                return self._render(style, (words, list(parts)))

    def end(self) -> None:
        while self.idle:
            self.idle.pop().end()

    def forget(self) -> None:
        """In a forked process: the renderers belong to the parent and stay with it."""
        for one in self.idle:
            one.close()
        self.idle, self.places = [], threading.BoundedSemaphore(MOST_AT_ONCE)

    def _render(self, style: Frame, page: Frame) -> bytes:
        renderer = self.idle.pop() if self.idle else Renderer(style)
        try:
            words, parts = renderer.ask(page, RENDER_SECONDS)
        except BaseException:
            renderer.end()
            raise
        if parts or words.get("fault") == REFUSED:
            self.idle.append(renderer)
        else:
            # The fault may have left it in any state.
            renderer.end()
        if not parts:
            raise _fault(words)
        return parts[0]


def _fault(words: dict[str, Any]) -> DocumentFailed:
    kind = str(words.get("fault"))
    return DocumentTooLarge(kind) if kind == "MemoryError" else DocumentFailed(kind)


def _environment(folder: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # Sets come in the same order in every renderer, so that the same page gives the same bytes.
    return {**kept, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "TMPDIR": folder}


pool = Pool()
atexit.register(pool.end)
os.register_at_fork(after_in_child=pool.forget)
