"""The web process: `python -m config.serving.web --port 8000 --processes 2`.

The first process holds the address, loads the program and splits off the others, which answer; one
that dies is replaced at once, because there is nothing to load again. The first never answers and
has no thread and no connection of its own, so each of them begins with nothing of the one before.
"""

import argparse
import os
import resource
import signal
import socket
import sys
import tempfile
import time
from importlib import import_module

_YOUNG = 2.0
_PROGRAM = ("config.serving.web_server", "config.wsgi")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m config.serving.web", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=2)
    # With more of them they wait for one interpreter (docs/performance.md).
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    _open_many_files()
    listening = _listen(options.host, options.port)
    # Where the processes count for /metrics: named before the program is loaded, and new each time.
    with tempfile.TemporaryDirectory(prefix="merila-metrics-") as counts:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = counts
        _load()
        return _Parent(listening, options.processes, options.threads).run()


class _Parent:
    """Keeps so many processes that answer."""

    def __init__(self, listening: socket.socket, processes: int, threads: int) -> None:
        self._listening, self._wanted, self._threads = listening, processes, threads
        self._children: dict[int, float] = {}
        self._stopping = False

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        while not self._stopping:
            while len(self._children) < self._wanted:
                self._start()
            self._wait_for_one()
        self._tell_all(signal.SIGTERM)
        while self._children:
            self._wait_for_one()
        return 0

    def _stop(self, _number: int, _frame: object) -> None:
        self._stopping = True
        self._tell_all(signal.SIGTERM)

    def _tell_all(self, number: int) -> None:
        for child in self._children:
            os.kill(child, number)

    def _start(self) -> None:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            try:
                _answer(self._listening, self._threads)
            except BaseException:
                sys.excepthook(*sys.exc_info())
                os._exit(1)
            os._exit(0)
        self._children[child] = time.monotonic()

    def _wait_for_one(self) -> None:
        try:
            child, status = os.wait()
        except ChildProcessError:
            self._children.clear()
            return
        lived = time.monotonic() - self._children.pop(child)
        if os.WIFEXITED(status) and lived < _YOUNG and not self._stopping:
            # It cannot even start, and nobody killed it: not again at once.
            time.sleep(_YOUNG)


def _load() -> None:
    """Two seconds of a processor, and ten on a machine that is busy."""
    for name in _PROGRAM:
        import_module(name)


def _answer(listening: socket.socket, threads: int) -> None:
    server = import_module("config.serving.web_server")
    application = import_module("config.wsgi").application
    settings = import_module("django.conf").settings
    limits = server.Limits(largest_body=settings.UPLOAD_MB * 1024 * 1024)
    running = server.Server(application, listening, threads=threads, limits=limits)

    def stop(_number: int, _frame: object) -> None:
        running.stopping = True
        running.pull_trigger()

    signal.signal(signal.SIGTERM, stop)
    # Ctrl+C reaches every process of the terminal; the first one tells the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    running.run()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(1024)
    return listening


def _open_many_files() -> None:
    """Each connection is one; the usual limit is meant for programs that have few."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096 if hard == resource.RLIM_INFINITY else min(4096, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
