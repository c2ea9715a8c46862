"""The last minute before a deadline: 32 people submit over HTTP to two web processes.

    python -m benchmarks.rush [submits of each person] [database]

An installation with the settings of production, its database flushing to the disk. Everybody has
signed in and has filled drafts; each press of the button is the POST of the page (with its token):
checked, sealed, hashed, written into the ledger, the receipt signed and committed. First these
alone; then each followed by the receipt page that it leads to. Afterwards every receipt is
verified, and the whole ledger recomputed.
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
GOAL = 50


def measure(drafts: int = 30, databases: tuple[str, ...] = DATABASES) -> list[Row]:
    return [row for database in databases for row in rush(database, drafts)]


def rush(database: str, drafts: int) -> list[Row]:
    with installation(database=database, web=WORKERS, worker=True) as merila:
        clients = json.loads(merila.python("-m", "tests.deadline", str(CLIENTS), str(2 * drafts)))
        for client in clients:
            del client["session"]
        alone = timed_press(merila, clients, slice(drafts), "")
        followed = timed_press(merila, clients, slice(drafts, None), "page")
        presses = [*alone["presses"], *followed["presses"]]
        acknowledged = {one[0]: "" for one in presses if one[1] == "ok"}
        found = json.loads(
            merila.python(
                "-m", "tests.kept_promises", given=json.dumps({"acknowledged": acknowledged})
            )
        )
    return [*rows(database, alone, followed), kept(database, presses, found)]


def timed_press(
    merila: Installation,
    clients: list[dict[str, Any]],
    drafts: slice,
    receipt: str,
    pause: float = 0.0,
) -> dict[str, Any]:
    """What the load reports of one press for each draft.

    With `web`, the seconds for which the web processes computed from the moment when everybody had
    signed in.
    """
    orders = {
        "url": merila.url,
        "host": merila.host,
        "clients": [client | {"drafts": client["drafts"][drafts]} for client in clients],
        "receipt": receipt,
        "patience": 0,
        "pause": pause,
    }
    with subprocess.Popen(
        [str(PYTHON), "-m", "tests.rush_load"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as load:
        assert load.stdin is not None
        assert load.stderr is not None
        load.stdin.write(json.dumps(orders) + "\n")
        load.stdin.flush()
        assert load.stderr.readline() == "ready\n", load.stderr.read()
        before = busy_seconds(merila)
        done, errors = load.communicate("\n")
        assert load.returncode == 0, errors[-3000:]
    return {**json.loads(done), "web": busy_seconds(merila) - before}


def busy_seconds(merila: Installation) -> float:
    """How long the web processes have computed, whatever else the machine did meanwhile."""
    ticks = 0
    for process in merila.web.children():
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def rows(database: str, alone: dict[str, Any], followed: dict[str, Any]) -> list[Row]:
    rate = rate_of(alone)
    count = len(alone["presses"])
    return [
        Row(
            f"{count} submits with signed receipt, {CLIENTS} clients, {database}",
            f"{rate:.0f} a second",
            spread_of(alone, at=3),
            f"≥ {GOAL} a second",
            rate >= GOAL,
        ),
        Row(
            f"{count} submits, each followed by its receipt page, {database}",
            f"{rate_of(followed):.0f} a second",
            f"until the page is there {spread_of(followed, at=4)}",
        ),
        Row(
            f"computing for a submit in the web processes, {database}",
            f"{alone['web'] / count * 1000:.0f} ms",
            f"with the page {followed['web'] / count * 1000:.0f} ms; {WORKERS} processes on two "
            "cores, beside load and database",
        ),
    ]


def rate_of(done: dict[str, Any]) -> float:
    return sum(one[1] == "ok" for one in done["presses"]) / float(done["seconds"])


def spread_of(done: dict[str, Any], at: int) -> str:
    """Percentiles of the seconds that stand at a place of each press."""
    cut = quantiles([one[at] * 1000 for one in done["presses"]], n=100)
    return f"p50 {cut[49]:.0f}, p95 {cut[94]:.0f}, p99 {cut[98]:.0f} ms"


def kept(database: str, presses: list[Any], found: dict[str, Any]) -> Row:
    errors = sum(one[1] != "ok" for one in presses)
    faults = [errors, len(found["lost"]), len(found["doubled"])]
    broken = len(found["unproven"]) + len(found["fsck"])
    return Row(
        f"what went wrong, {database}",
        "{} errors, {} lost, {} doubled".format(*faults),
        f"{found['receipts']} receipts verified, fsck: {broken} differences",
        "0, 0, 0",
        not any(faults) and not broken,
    )


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    print_rows(measure(count, (sys.argv[2],) if len(sys.argv) > 2 else DATABASES))
