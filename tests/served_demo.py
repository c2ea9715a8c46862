"""The demo as a visitor meets it: loaded into a folder of its own, served on a port of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60


def demo_environment(folder: Path, base: str = "http://127.0.0.1:8000") -> dict[str, str]:
    """The environment of the demo in this folder, whatever the tests have set for themselves."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MERILA_", "DJANGO_", "DATABASE_URL"))
    }
    return {**kept, "MERILA_DEMO": "1", "MERILA_DATA": str(folder), "MERILA_BASE_URL": base}


def manage(folder: Path, *arguments: str) -> str:
    """What a management command of the demo prints; fails where it fails."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=demo_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def load_demo_into(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    manage(folder, "migrate", "--noinput", "-v", "0")
    manage(folder, "load_demo")
    return folder


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the demo in this folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    options = ["--port", str(port), "--processes", "1", "--threads", "4"]
    with (folder / "web.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.serving.web", *options],
            cwd=ROOT,
            env=demo_environment(folder, base),
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(base)
            yield base
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(base: str) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        with suppress(OSError), urllib.request.urlopen(f"{base}/health/", timeout=20):
            return
        # The process has not opened its port yet.
        time.sleep(0.05)
    raise TimeoutError(f"{base} does not answer")
