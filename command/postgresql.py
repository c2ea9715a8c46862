"""A PostgreSQL of our own, for tests, drills and measurements."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from command.running import Stop, run


@contextlib.contextmanager
def private_postgresql(*, durable: bool = False, superuser: str = "merila") -> Iterator[str]:
    """A cluster that only this run sees: in a temporary folder, on a free port of loopback.

    Tests throw it away and need no `durable`; whoever kills or measures it does.
    """
    programs = find_postgresql()
    if programs is None:
        raise Stop("PostgreSQL server programs are missing.")
    # PostgreSQL refuses to run as root.
    owner: dict[str, Any] = {}
    if not os.geteuid():
        owner = {"user": find_user("postgres", "nobody"), "extra_groups": []}
    with tempfile.TemporaryDirectory(prefix="merila-pg-") as folder:
        if owner:
            shutil.chown(folder, owner["user"])
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data = f"{folder}/data"
        options = f"-h 127.0.0.1 -p {port} -k {folder}"
        if not durable:
            options += " -c fsync=off -c full_page_writes=off"
        create = ["-U", superuser, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
        control = [str(programs / "pg_ctl"), "-D", data, "-s", "-w"]
        within: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL, **owner}
        run([str(programs / "initdb"), "-D", data, *create], **within)
        run([*control, "-l", f"{folder}/log", "-o", options, "start"], **within)
        try:
            yield f"postgres://{superuser}@127.0.0.1:{port}/postgres"
        finally:
            run([*control, "-m", "immediate", "stop"], **within)


def find_postgresql() -> Path | None:
    """The newest folder with initdb in it."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda f: int(f.parts[-3])
    )
    on_path = shutil.which("initdb")
    if folders:
        return folders[-1].parent
    return Path(on_path).resolve().parent if on_path else None


def find_user(*names: str) -> str:
    known = {line.partition(":")[0] for line in Path("/etc/passwd").read_text().splitlines()}
    return next(name for name in names if name in known)
