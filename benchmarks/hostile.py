"""Two people submit while others send, again and again, what would keep a program busy for hours.

    python -m benchmarks.hostile [database]

An installation with the settings of production and two web processes. In turns, twice each, the two
submit alone, and while an applicant sends a PDF with 24,000 references to nothing and 8 kB of Host,
and an officer four workbooks and a call file with 4,000 unknown keys. The time of a submit in the
one is compared with that in the other; what was sent has its own time until the refusal.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import quantiles
from typing import Any

from benchmarks.rows import Row, print_rows
from benchmarks.rush import timed_press
from tests.installation import DATABASES, PYTHON, ROOT, Installation, installation

NAME = "Submits while others send what takes long"
CLIENTS, TURNS, DRAFTS = 2, 2, 14
# Between two submits or two files of one person: all that is sent falls into the submits, and the
# two processors are not simply full.
PAUSE = 0.4
GOAL = 1.3
# Until a refusal, and for one turn of the senders at the most.
REFUSED, MOST_SECONDS = 2.0, 15.0
Sent = tuple[str, int, float]


def measure(databases: tuple[str, ...] = DATABASES) -> list[Row]:
    return [row for database in databases for row in hostile(database)]


def hostile(database: str) -> list[Row]:
    with installation(database=database, web=2) as merila:
        count = str(2 * TURNS * DRAFTS)
        clients = json.loads(merila.python("-m", "tests.deadline", str(CLIENTS), count))
        senders = json.loads(merila.python("-m", "benchmarks.hostile_files", str(merila.folder)))
        alone: list[float] = []
        beside: list[float] = []
        sent: list[Sent] = []
        for turn in range(2 * TURNS):
            drafts = slice(turn * DRAFTS, (turn + 1) * DRAFTS)
            if turn % 2:
                with sending(merila, senders, sent):
                    beside += seconds_of(timed_press(merila, clients, drafts, "", PAUSE))
            else:
                alone += seconds_of(timed_press(merila, clients, drafts, "", PAUSE))
    return rows(database, alone, beside, sent)


def seconds_of(done: dict[str, Any]) -> list[float]:
    assert all(one[1] == "ok" for one in done["presses"]), done
    return [one[3] for one in done["presses"]]


@contextmanager
def sending(merila: Installation, senders: list[Any], sent: list[Sent]) -> Iterator[None]:
    """Everybody sends until the end of the block; then `sent` has what became of it."""
    orders = {"url": merila.url, "host": merila.host, "seconds": MOST_SECONDS, "pause": PAUSE}
    orders["senders"] = senders
    with subprocess.Popen(
        [str(PYTHON), "-m", "benchmarks.hostile_load"],
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
        load.stdin.write("\n")
        load.stdin.flush()
        yield
        done, errors = load.communicate("\n")
        assert load.returncode == 0, errors[-3000:]
    sent += [(what, status, seconds) for what, status, seconds in json.loads(done)]


def rows(database: str, alone: list[float], beside: list[float], sent: list[Sent]) -> list[Row]:
    median, high = percentiles(alone)
    median_beside, high_beside = percentiles(beside)
    # The median alone would not show that one in ten stands behind a file.
    ratios = median_beside / median, high_beside / high
    kinds = sorted({what for what, _status, _seconds in sent})
    longest = {kind: max(one[2] for one in sent if one[0] == kind) for kind in kinds}
    wrong = sum(not 400 <= status < 500 for _what, status, _seconds in sent)
    worst = max(longest.values())
    return [
        Row(
            f"{len(beside)} submits while others send what takes long, {database}",
            f"p50 {median_beside:.0f}, p95 {high_beside:.0f} ms",
            f"{len(alone)} without p50 {median:.0f}, p95 {high:.0f} ms; ratio {ratios[0]:.2f} of "
            f"the medians, {ratios[1]:.2f} of the p95",
            f"≤ {GOAL} × without, both",
            max(ratios) <= GOAL,
        ),
        Row(
            f"until such a file or header is refused, {len(sent)} times, {database}",
            f"at most {worst:.2f} s",
            "; ".join(f"{kind} {seconds:.2f} s" for kind, seconds in longest.items())
            + f"; {wrong} not refused",
            f"≤ {REFUSED:.0f} s",
            worst <= REFUSED and not wrong,
        ),
    ]


def percentiles(seconds: list[float]) -> tuple[float, float]:
    """The 50th and 95th, in milliseconds."""
    cut = quantiles([one * 1000 for one in seconds], n=20)
    return cut[9], cut[18]


if __name__ == "__main__":
    print_rows(measure((sys.argv[1],) if len(sys.argv) > 1 else DATABASES))
