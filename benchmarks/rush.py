"""The last minute before a deadline: 32 people submit over HTTP to gunicorn with two workers.

    python -m benchmarks.rush [submits of each person] [database]

An installation with the settings of production, its database flushing to the disk. Everybody has
signed in and has filled drafts; each press of the button is the POST of the page (with its token),
checked, sealed, hashed, written into the ledger and signed, and then the receipt page that it leads
to. Afterwards every receipt is verified, and the whole ledger recomputed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.rows import Row, print_rows
from tests.installation import DATABASES, PYTHON, ROOT, Installation, installation

NAME = "Deadline rush"
CLIENTS = 32
WORKERS = 2
GOAL = 150


def measure(drafts: int = 60, databases: tuple[str, ...] = DATABASES) -> list[Row]:
    return [row for database in databases for row in rush(database, drafts)]


def rush(database: str, drafts: int) -> list[Row]:
    with installation(database=database, web=WORKERS, worker=True) as merila:
        clients = json.loads(merila.python("-m", "tests.deadline", str(CLIENTS), str(drafts)))
        for client in clients:
            del client["session"]
        before = busy_seconds(merila)
        done = press(merila, clients)
        done["web"] = busy_seconds(merila) - before
        acknowledged = {one[0]: "" for one in done["presses"] if one[1] == "ok"}
        found = json.loads(
            merila.python(
                "-m", "tests.kept_promises", given=json.dumps({"acknowledged": acknowledged})
            )
        )
    return rows(database, done, found)


def busy_seconds(merila: Installation) -> float:
    """How long the web processes have computed, whatever else the machine did meanwhile."""
    ticks = 0
    for process in merila.web.children():
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def press(merila: Installation, clients: list[dict[str, Any]], **orders: Any) -> dict[str, Any]:
    """What the load reports."""
    given = {
        "url": merila.url,
        "host": merila.host,
        "clients": clients,
        "receipt": "page",
        "patience": 0,
        **orders,
    }
    load = subprocess.run(
        [str(PYTHON), "-m", "tests.rush_load"],
        cwd=ROOT,
        input=json.dumps(given) + "\n\n",
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(load.stdout))


def rows(database: str, done: dict[str, Any], found: dict[str, Any]) -> list[Row]:
    good = [one for one in done["presses"] if one[1] == "ok"]
    errors = len(done["presses"]) - len(good)
    rate = len(good) / done["seconds"]
    cuts = {name: quantiles([one[at] * 1000 for one in good], n=100) for name, at in PARTS.items()}
    spread = "; ".join(
        f"{name} p50 {cut[49]:.0f}, p95 {cut[94]:.0f}, p99 {cut[98]:.0f} ms"
        for name, cut in cuts.items()
    )
    faults = [errors, len(found["lost"]), len(found["doubled"])]
    broken = len(found["unproven"]) + len(found["fsck"])
    return [
        Row(
            f"{len(good)} submits with receipt page, {CLIENTS} clients, {database}",
            f"{rate:.0f} a second",
            spread,
            f"≥ {GOAL} a second",
            rate >= GOAL,
        ),
        Row(
            f"computing for each of them in the web processes, {database}",
            f"{done['web'] / max(len(good), 1) * 1000:.0f} ms",
            f"{WORKERS} processes on two cores, beside load and database",
        ),
        Row(
            f"what went wrong, {database}",
            "{} errors, {} lost, {} doubled".format(*faults),
            f"{found['receipts']} receipts verified, fsck: {broken} differences",
            "0, 0, 0",
            not any(faults) and not broken,
        ),
    ]


PARTS = {"submit": 3, "with receipt": 4}

if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    print_rows(measure(count, (sys.argv[2],) if len(sys.argv) > 2 else DATABASES))
