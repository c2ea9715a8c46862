"""`./merila demo`: the fictional municipality, set up and served on this machine."""

import argparse
import contextlib
import json
import os
import shutil
import time
import urllib.request
from pathlib import Path

from command.environment import RUNTIME, missing_for_pages, prepare
from command.processes import refuse_closed_port, supervise, web_child, worker_child
from command.running import ROOT, Stop, between, data_folder, fingerprint_of, run, step

# The web process answers after two or three, on a busy machine later.
MOST_SECONDS = 120


def demo(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./merila demo", description="The fictional municipality on this machine."
    )
    parser.add_argument("--port", type=between(1, 65_535), default=8000)
    parser.add_argument("--no-serve", action="store_true")
    parser.add_argument("--reset", action="store_true")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    address = f"http://127.0.0.1:{options.port}"
    os.environ.update(MERILA_DEMO="1", MERILA_BASE_URL=address)
    if not options.no_serve:
        refuse_closed_port("127.0.0.1", options.port)
    python = prepare(RUNTIME, ROOT / "requirements" / "runtime.txt")
    ensure_demo_data(python, reset=options.reset)
    if missing := missing_for_pages():
        packages = " ".join(missing.values())
        print(f"Pango is missing, so there are no PDF documents: apt-get install {packages}")
    if options.no_serve:
        print("Ready. ./merila demo opens it.")
        return 0
    children = [web_child(python, options.port), worker_child(python)]
    for child in children:
        child.log = data_folder() / f"{child.name}.log"
    return supervise(children, ready=lambda: welcome(address, began))


def ensure_demo_data(python: Path, *, reset: bool) -> None:
    """The database and its fictional content; touched only when a migration was added."""
    data = data_folder()
    logins = data / "demo_logins.json"
    if reset and data.exists():
        if not logins.exists() and any(data.glob("*.sqlite3")):
            raise Stop(f"{data} holds data that is not the demo's; --reset would delete it.")
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    mark = data / "migrations.sha256"
    wanted = fingerprint_of(sorted(ROOT.glob("*/migrations/*.py")))
    if logins.exists() and mark.exists() and mark.read_text() == wanted:
        return
    step("preparing the database and the fictional municipality in it")
    run([str(python), "manage.py", "load_demo", "--migrate"])
    mark.write_text(wanted)


def welcome(address: str, began: float) -> None:
    """Say where it is, once it answers; `began` is when everything began."""
    waiting = time.monotonic()
    while True:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/health/", timeout=5):
            break
        if time.monotonic() - waiting > MOST_SECONDS:
            raise Stop(f"The web process does not answer; see {data_folder() / 'web.log'}")
        time.sleep(0.05)
    print(f"\n  Merila stands at {address}  ({time.monotonic() - began:.1f} s)\n")
    logins = json.loads((data_folder() / "demo_logins.json").read_text(encoding="utf-8"))
    widths = [max(len(row[key]) for row in logins) for key in ("role", "email")]
    for row in logins:
        print(f"  {row['role']:<{widths[0]}}  {row['email']:<{widths[1]}}  {row['password']}")
    print(f"\n  Letters lie in {data_folder() / 'mail'}. Everything here is fictional.")
    print("  Ctrl+C ends it.\n", flush=True)
