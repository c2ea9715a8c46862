"""Processes that live as long as their supervisor: web and worker."""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from command.environment import ensure_installation
from command.running import ROOT, Stop, between, run


def serve(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./merila serve", description="The web process.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=between(1, 65_535), default=8000)
    parser.add_argument("--processes", type=between(1, 256), default=2)
    options = parser.parse_args(arguments)
    refuse_closed_port(options.host, options.port)
    python = ensure_installation()
    run([str(python), "manage.py", "collectstatic", "--noinput", "-v", "0"])
    return supervise([web_child(python, options.port, options.host, options.processes)])


def refuse_closed_port(host: str, port: int) -> None:
    """Raises Stop where nobody could listen there, as where somebody else does."""
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Stop(f"Nobody can listen at {host}, port {port}: {reason}. Choose another.") from None


def worker(arguments: list[str]) -> int:
    argparse.ArgumentParser(
        prog="./merila worker", description="The process that does long work and sends letters."
    ).parse_args(arguments)
    return supervise([worker_child(ensure_installation())])


@dataclass
class Child:
    """A process that shall live as long as the supervisor."""

    name: str
    command: list[str]
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.5
    due: float = 0.0

    def start(self) -> None:
        with contextlib.ExitStack() as stack:
            out = stack.enter_context(self.log.open("ab")) if self.log else None
            # A session of its own, so that what a killed child leaves behind can be ended too.
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, stdout=out, stderr=out, start_new_session=True
            )
        self.started = time.monotonic()

    def watch(self) -> None:
        """Start again what has ended, later each time it ends young."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.end(signal.SIGKILL)
            self.pause = 1.0 if now - self.started > 60 else min(self.pause * 2, 30.0)
            print(f"{self.name} ended ({self.process.returncode}); starting it again", flush=True)
            self.process, self.due = None, now + (self.pause - 1.0)
        if self.process is None and now >= self.due:
            self.start()

    def end(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def web_child(python: Path, port: int, host: str = "127.0.0.1", processes: int = 1) -> Child:
    place = ["--host", host, "--port", str(port), "--processes", str(processes)]
    return Child("web", [str(python), "-m", "config.serving.web", *place])


def worker_child(python: Path) -> Child:
    return Child("worker", [str(python), "manage.py", "work"])


def supervise(children: list[Child], ready: Callable[[], None] | None = None) -> int:
    """Keep the children alive until a signal says stop, then end them cleanly."""
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    try:
        for child in children:
            child.start()
        if ready:
            ready()
        while not stopping:
            for child in children:
                child.watch()
            time.sleep(0.2)
    finally:
        end_all(children)
    return 0


def end_all(children: list[Child]) -> None:
    """Ask each leader to finish what it holds; whoever has not after 20 seconds is ended."""
    for child in children:
        if child.process is not None:
            child.process.terminate()
    deadline = time.monotonic() + 20
    for child in children:
        if child.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.1, deadline - time.monotonic()))
        child.end(signal.SIGKILL)
