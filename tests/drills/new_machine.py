"""A machine on which nothing stands but the checkout: its commands are typed there as they are.

    with new_machine(folder) as machine:
        machine.type("./merila setup", answers="bonaca\\n…")     # what it prints
        machine.leave("./merila serve")                         # goes on in the background
        machine.stop()                                          # SIGTERM to all that goes on

The packages are those of the tests and the styles those of the checkout, because fetching them is
tried elsewhere (test_environment.py). Settings are those of production, as docs/operate.md says
them; letters come to a mail server of the test.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path

from command.environment import ASSET_SOURCES
from command.running import DIST, ROOT, fingerprint_of
from tests.installation import HOST, free_port, wait_for
from tests.mail_server import mail_server
from tests.visitor import Visitor

_LEFT_OUT = shutil.ignore_patterns(".*", "node_modules", "var", "screens", "recipes", "benchmarks")
# A supervisor gives its children 20 seconds.
_TO_END = 30


@dataclass
class NewMachine:
    house: Path
    environment: dict[str, str]
    letters: list[Message]
    left: list[subprocess.Popen[bytes]] = field(default_factory=list)
    visitors: list[Visitor] = field(default_factory=list)

    def type(self, line: str, answers: str = "") -> str:
        """What a command prints; `answers` to what it asks. Raises AssertionError if it fails."""
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.house,
            env=self.environment,
            input=answers,
            capture_output=True,
            text=True,
            check=False,
            # Nobody sits at a terminal.
            start_new_session=True,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
        return done.stdout

    def leave(self, line: str) -> None:
        with (self.house / "left.log").open("ab") as log:
            # `exec`, so that the signal comes to the command and not to its shell.
            self.left.append(
                subprocess.Popen(
                    ["bash", "-c", f"exec {line}"],
                    cwd=self.house,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )

    def stop(self) -> None:
        """All that was left to go on, as a service manager stops it. Each ends cleanly."""
        for visitor in self.visitors:
            visitor.close()
        for process in self.left:
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(_TO_END) for process in self.left]
        self.left.clear()
        assert not any(codes), codes

    def visitor(self, port: int) -> Visitor:
        """Who leaves when everything is stopped, at the latest."""
        self.visitors.append(Visitor(f"http://127.0.0.1:{port}", HOST))
        return self.visitors[-1]

    def letter_to(self, address: str) -> str:
        """The text of the newest one, once the worker has sent it."""
        wait_for(lambda: self._letters_to(address), f"a letter to {address}")
        payload = self._letters_to(address)[-1].get_payload(decode=True)
        assert isinstance(payload, bytes)
        return payload.decode()

    def _letters_to(self, address: str) -> list[Message]:
        return [letter for letter in self.letters if letter["To"] == address]


@contextmanager
def new_machine(folder: Path) -> Iterator[NewMachine]:
    house = folder / "merila"
    shutil.copytree(ROOT, house, ignore=_LEFT_OUT)
    _bring_packages(house)
    (house / DIST.relative_to(ROOT)).mkdir(parents=True, exist_ok=True)
    wanted = fingerprint_of([ROOT / name for name in ASSET_SOURCES], leave_out=DIST)
    (house / DIST.relative_to(ROOT) / "sources.sha256").write_text(wanted)
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    environment = {
        **kept,
        "MERILA_SECRET_KEY": "only-of-this-machine-" + "0123456789" * 4,
        "MERILA_BASE_URL": f"https://{HOST}",
        "MERILA_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "MERILA_TRUSTED_PROXIES": "1",
        "MERILA_WORKERS": "1",
    }
    with mail_server(port) as letters:
        machine = NewMachine(house, environment, letters)
        try:
            yield machine
        finally:
            machine.stop()


def _bring_packages(house: Path) -> None:
    """`.venv` as `./merila` would make it from the lock, with the packages of the tests in it."""
    made, known = house / ".venv", Path(sys.prefix)
    (made / "bin").mkdir(parents=True)
    (made / "bin" / "python").symlink_to(Path(sys.executable).resolve())
    (made / "lib").symlink_to(known / "lib")
    shutil.copy(known / "pyvenv.cfg", made)
    lock = fingerprint_of([ROOT / "requirements" / "runtime.txt"])
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    (made / "lock.sha256").write_text(f"{lock} {version}")
