"""Warm children of this process: asked one question at a time, killed when they take too long."""

import atexit
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from accounts.guarded.alive import alive
from accounts.guarded.folder import Folder
from accounts.guarded.frames import Frame, read_frame, write_frame

START_SECONDS = 60
# Milliseconds.
_GLANCE = 1_000

_ROOT = Path(__file__).resolve().parents[2]
# Nothing else of the environment reaches a child: the rest may be secret.
_KEPT = ("DYLD_FALLBACK_LIBRARY_PATH", "HOME", "LD_LIBRARY_PATH", "PATH")


class ChildFailed(Exception):
    """No answer came; the message is the kind of fault, never what was sent."""


class TookTooLong(ChildFailed):
    """The child was killed at the end of its time."""


class TookTooMuch(ChildFailed):
    """The question needed more memory than a child may have."""


class ChildDied(ChildFailed):
    """The child ended without an answer."""


class Busy(ChildFailed):
    """Others are being answered, or the machine can start no process; later there may be room."""


class NoEngine(Exception):
    """The machine lacks a library that the program needs."""


@dataclass(frozen=True)
class Program:
    """What a child runs and within which limits.

    `module` has `prepare`. `processor` and `clock` are the seconds that one answer may take where
    the question says nothing else, `at_once` how many threads are answered at the same time, and
    `waiting` the seconds that the next one waits for its turn; None waits as long as it takes.
    """

    module: str
    most_bytes: int
    processor: float
    clock: float
    at_once: int = 1
    waiting: float | None = None
    # Kinds of fault that leave the child as it was.
    harmless: frozenset[str] = frozenset()


class GuardedChild:
    """One child, ready. Used by one thread at a time."""

    def __init__(self, program: Program, first: Frame) -> None:
        self.overdue = False
        self.folder = Folder()
        question, questions = os.pipe()
        answers, answer = os.pipe()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "accounts.guarded.child", *_arguments(program)],
                cwd=_ROOT,
                env=_environment(self.folder.path),
                stdin=question,
                stdout=answer,
                stderr=subprocess.DEVNULL,
            )
        except OSError as fault:
            for end in (questions, answers):
                os.close(end)
            self.folder.remove()
            self.folder.let_go()
            raise Busy("OSError") from fault
        finally:
            for end in (question, answer):
                os.close(end)
        self.questions, self.answers = os.fdopen(questions, "wb"), os.fdopen(answers, "rb")
        try:
            words, _ = self.ask(first, START_SECONDS)
        except BaseException:
            self.end()
            raise
        if "ready" not in words:
            self.end()
            raise NoEngine(str(words.get("said")))

    def ask(self, frame: Frame, clock: float) -> Frame:
        """Raises TookTooLong or ChildDied; after either the child is gone."""
        watch = threading.Timer(clock, self._stop_overdue)
        watch.daemon = True
        watch.start()
        try:
            write_frame(self.questions, *frame)
            self._wait()
            return read_frame(self.answers)
        except (EOFError, OSError, ValueError, KeyError, TypeError) as fault:
            raise (TookTooLong if self._is_overdue() else ChildDied) from fault
        finally:
            watch.cancel()

    def _wait(self) -> None:
        """The clock watches the child; who waits for it is not stuck."""
        answers = select.poll()
        answers.register(self.answers, select.POLLIN)
        while not answers.poll(_GLANCE):
            alive()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.folder.remove()
        self.close()

    def close(self) -> None:
        for pipe in (self.questions, self.answers):
            with suppress(OSError):
                pipe.close()
        self.folder.let_go()

    def _is_overdue(self) -> bool:
        """Stopped by the clock, or by the processor time that it may use."""
        if self.overdue:
            return True
        self.process.kill()
        return self.process.wait() == -signal.SIGPROF

    def _stop_overdue(self) -> None:
        self.overdue = True
        self.process.kill()


class Pool:
    """The warm children of one program. `first` is what each is given at its start."""

    def __init__(self, program: Program, first: Callable[[], Frame] = lambda: ({}, [])) -> None:
        self.program, self.first = program, first
        self.idle: list[GuardedChild] = []
        self.places = threading.BoundedSemaphore(program.at_once)
        atexit.register(self.end)
        os.register_at_fork(after_in_child=self.forget)

    def ask(self, question: Frame, processor: float | None = None) -> Frame:
        """What the program answers. Raises a kind of ChildFailed, or NoEngine.

        `processor`: seconds for this question; the clock then allows it in proportion.
        """
        with self._place():
            try:
                return self._ask(question, processor)
            except ChildDied:
                # Somebody may have killed it: that says nothing about the question yet.
                return self._ask(question, processor)

    def get_ready(self) -> None:
        """Start a child before anybody asks; what is wrong with it, the first question hears."""
        with suppress(ChildFailed, NoEngine):
            self.idle.append(GuardedChild(self.program, self.first()))

    def end(self) -> None:
        while self.idle:
            self.idle.pop().end()

    def forget(self) -> None:
        """In a forked process: the children belong to the parent and stay with it."""
        for one in self.idle:
            one.close()
        self.idle, self.places = [], threading.BoundedSemaphore(self.program.at_once)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self.places.acquire(timeout=self.program.waiting):
            raise Busy("busy")
        try:
            yield
        finally:
            self.places.release()

    def _ask(self, question: Frame, processor: float | None) -> Frame:
        limits = self.program
        seconds = limits.processor if processor is None else processor
        clock = limits.clock * seconds / limits.processor
        child = self.idle.pop() if self.idle else GuardedChild(limits, self.first())
        words, parts = question
        try:
            said, given = child.ask(({"question": words, "seconds": seconds}, parts), clock)
        except BaseException:
            child.end()
            raise
        if "answer" in said or said.get("fault") in limits.harmless:
            self.idle.append(child)
        else:
            # The fault may have left it in any state.
            child.end()
        if "answer" not in said:
            raise _fault(str(said.get("fault")))
        return said["answer"], given


def _fault(kind: str) -> ChildFailed:
    return TookTooMuch(kind) if kind == "MemoryError" else ChildFailed(kind)


def _arguments(program: Program) -> list[str]:
    return [program.module, str(program.most_bytes)]


def _environment(folder: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # Sets come in the same order in every child, so that the same question has the same answer.
    return {**kept, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "TMPDIR": folder}
