"""A whole installation in a temporary folder, with the settings of production, that can be hurt.

    with installation(database="postgresql", web=2, worker=True) as merila:
        merila.manage("fsck")                    # a management command; its output
        merila.python("-m", "tests.deadline")    # a module in the installation's environment
        visitor = merila.visitor()               # speaks to it as a browser behind the proxy does
        merila.web.kill()                        # SIGKILL; it is started again by itself
        os.kill(merila.web.children()[0], signal.SIGKILL)     # one of those that answer
        merila.database.kill()                   # the PostgreSQL server, with SIGKILL
        merila.web.halt(); merila.web.resume()   # down until told otherwise
        merila.web.log.read_text()

Database (`sqlite`, `postgresql`; both flush to the disk), web (`web` processes; 0 is
none) and worker run on loopback, on free ports, each under the supervision that `./merila serve`
gives. At the end all of them are ended by their process number and the folder disappears.

* `url` is where to connect, `host` the name it answers to; the program believes one proxy.
* `environment` is that of the program. Pass more of it (`MERILA_…`) to `installation(…)`.
* `data` is MERILA_DATA: `data/media`, `data/keys`, `data/letters` (mail goes there as files,
  unless MERILA_EMAIL_URL is given). SQLite lies in `database_file`.
* `wait_until_healthy()` returns when `/ready/` answers 200.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from command.postgresql import find_postgresql, find_user
from command.processes import Child, web_child, worker_child
from tests.visitor import Visitor

ROOT = Path(__file__).resolve().parent.parent
PYTHON = Path(sys.executable)
HOST = "razpisi.obcina.example"
# On a busy machine a process needs its time to start.
PATIENCE = 150.0
DATABASES = ("sqlite", "postgresql")


@dataclass
class Process(Child):
    """A supervised process that can be killed, or held down."""

    options: dict[str, Any] = field(default_factory=dict)
    held: bool = False
    last_signal: int = signal.SIGKILL
    lock: threading.RLock = field(default_factory=threading.RLock)

    def start(self) -> None:
        assert self.log is not None
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command,
                stdout=out,
                stderr=out,
                start_new_session=True,
                **{"cwd": ROOT, **self.options},
            )
        self.started = time.monotonic()

    def watch(self) -> None:
        with self.lock:
            if not self.held:
                super().watch()

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def kill(self) -> None:
        """SIGKILL to the leader, as the kernel does when memory runs out."""
        os.kill(self.pid, signal.SIGKILL)

    def children(self) -> list[int]:
        """The process numbers below the leader, of one generation."""
        text = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(word) for word in text.split()]

    def halt(self, number: int = signal.SIGTERM) -> None:
        """Down, until `resume`."""
        with self.lock:
            self.held = True
            if self.process is not None:
                with suppress(ProcessLookupError):
                    os.kill(self.pid, number)
                self.process.wait(20)
                self.end(signal.SIGKILL)
                self.process = None

    def resume(self) -> None:
        with self.lock:
            self.held, self.due = False, 0.0

    def stop(self) -> None:
        """For good and at once: nothing of it is needed any more."""
        self.halt(self.last_signal)


@dataclass
class Installation:
    folder: Path
    vendor: str
    environment: dict[str, str]
    processes: dict[str, Process] = field(default_factory=dict)
    url: str = ""
    host: str = HOST
    visitors: list[Visitor] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def database_file(self) -> Path:
        return self.data / "merila.sqlite3"

    @property
    def web(self) -> Process:
        return self.processes["web"]

    @property
    def worker(self) -> Process:
        return self.processes["worker"]

    @property
    def database(self) -> Process:
        """The PostgreSQL server; KeyError on SQLite, which has none."""
        return self.processes["database"]

    def visitor(self, address: str = "192.0.2.1") -> Visitor:
        """Who leaves when the installation ends, at the latest."""
        self.visitors.append(Visitor(self.url, self.host, address))
        return self.visitors[-1]

    def manage(self, *arguments: str) -> str:
        return self.python("manage.py", *arguments)

    def python(self, *arguments: str, given: str = "", **environment: str) -> str:
        """What a Python program prints in the environment of the installation, and more of it."""
        done = subprocess.run(
            [str(PYTHON), *arguments],
            cwd=ROOT,
            env={**self.environment, **environment},
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{arguments}: {done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout

    def start(self, process: Process) -> None:
        process.log = self.folder / f"{process.name}.log"
        process.start()
        # Not before: the watcher starts whatever does not run.
        self.processes[process.name] = process

    def wait_until_healthy(self, patience: float = PATIENCE) -> float:
        """Seconds until the health page was good."""
        return wait_for(self.is_healthy, "the health page", patience)

    def is_healthy(self) -> bool:
        request = urllib.request.Request(
            f"{self.url}/ready/", headers={"Host": self.host, "X-Forwarded-Proto": "https"}
        )
        with suppress(OSError), urllib.request.urlopen(request, timeout=10):
            return True
        return False


def wait_for(holds: Callable[[], object], what: str, patience: float = PATIENCE) -> float:
    """Seconds until it held. Raises TimeoutError."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > patience:
            raise TimeoutError(f"{what}: not within {patience:.0f} s")
        time.sleep(0.02)
    return time.monotonic() - began


@contextmanager
def installation(
    *,
    database: str = "sqlite",
    web: int = 2,
    worker: bool = False,
    migrate: bool = True,
    folder: Path | None = None,
    web_settings: str = "config.settings",
    **environment: str,
) -> Iterator[Installation]:
    """Everything that runs, until the end of the block; `folder` may stand on another disk.

    Further names are variables of its environment.
    """
    with ExitStack() as stack:
        made = tempfile.mkdtemp(prefix="merila-installation-", dir=folder)
        stack.callback(shutil.rmtree, made, ignore_errors=True)
        merila = Installation(Path(made), database, _environment(Path(made)))
        # PostgreSQL is another user where the tests run as root.
        merila.folder.chmod(0o755)
        merila.data.mkdir()
        merila.environment.update(environment)
        stack.callback(_stop_all, merila)
        stop = threading.Event()
        watcher = threading.Thread(target=_watch, args=(merila, stop), daemon=True)
        watcher.start()
        stack.callback(watcher.join)
        stack.callback(stop.set)
        if database == "postgresql":
            start_postgresql(merila)
        if migrate:
            merila.manage("migrate", "--noinput", "-v", "0")
        if web:
            start_web(merila, web, web_settings)
        if worker:
            merila.start(_program(merila, worker_child(PYTHON)))
        if web:
            merila.wait_until_healthy()
        yield merila


def start_web(merila: Installation, processes: int, settings: str) -> None:
    merila.manage("collectstatic", "--noinput", "-v", "0")
    port = free_port()
    merila.url = f"http://127.0.0.1:{port}"
    child = web_child(PYTHON, port, processes=processes)
    merila.start(_program(merila, child, DJANGO_SETTINGS_MODULE=settings))


def start_postgresql(merila: Installation) -> None:
    """A cluster that flushes as a real one does, with its server under our supervision."""
    programs = find_postgresql()
    assert programs is not None, "PostgreSQL server programs are missing"
    place = merila.folder / "postgresql"
    place.mkdir()
    # PostgreSQL refuses to run as root.
    owner: dict[str, Any] = {}
    if not os.geteuid():
        owner = {"user": find_user("postgres", "nobody"), "extra_groups": []}
        shutil.chown(place, owner["user"])
    cluster, port = place / "cluster", free_port()
    create = ["-U", "merila", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    within: dict[str, Any] = {"cwd": place, **owner}
    subprocess.run(
        [str(programs / "initdb"), "-D", str(cluster), *create],
        check=True,
        stdout=subprocess.DEVNULL,
        **within,
    )
    server = [str(programs / "postgres"), "-D", str(cluster), "-h", "127.0.0.1"]
    server += ["-p", str(port), "-k", str(place)]
    # SIGQUIT gives its shared memory back, and needs no time either.
    merila.start(Process("database", server, options=within, last_signal=signal.SIGQUIT))
    merila.environment["MERILA_DATABASE_URL"] = f"postgres://merila@127.0.0.1:{port}/postgres"
    ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    wait_for(lambda: not subprocess.run(ready, check=False).returncode, "PostgreSQL")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(folder: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MERILA_", "DJANGO_", "DATABASE_URL"))
    }
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        "MERILA_DATA": str(folder / "data"),
        "MERILA_SECRET_KEY": "only-of-this-run-" + "0123456789" * 4,
        "MERILA_BASE_URL": f"https://{HOST}",
        "MERILA_EMAIL_URL": f"filemail://{folder / 'data' / 'letters'}",
        "MERILA_TRUSTED_PROXIES": "1",
    }


def _program(merila: Installation, child: Child, **more: str) -> Process:
    return Process(child.name, child.command, options={"env": {**merila.environment, **more}})


def _watch(merila: Installation, stop: threading.Event) -> None:
    while not stop.wait(0.05):
        for process in list(merila.processes.values()):
            process.watch()


def _stop_all(merila: Installation) -> None:
    for visitor in merila.visitors:
        visitor.close()
    for process in reversed(merila.processes.values()):
        process.stop()
