"""The 1,186 real requests as applications, through the acts, the database and the worker.

    python -m benchmarks.montpellier.through_the_house [--requests N] [--database postgresql]
        [--hurt renderer]

An installation of its own with a real worker. The call is imported and published, everybody
applies, two persons open, five members score; it is ranked, allocated and signed. Then all
decisions are issued as PDF in one job; on the way its worker is killed twice (SIGKILL: first the
worker with all its processes, then the parent alone) and started again by its supervisor. Or its
renderers are killed, and then made to hang: that ends the documents in their hands after 30 s, and
the officer has them made again. At the end it is counted: nothing twice, nothing lost, no file
without a row, the ledger whole, and every amount again from ./merila recompute and from the
spreadsheet as LibreOffice computes it.

Prints the report; 1 where something is not as it must be. Needs soffice.
"""

import argparse
import importlib
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

from tests.installation import DATABASES, ROOT, Installation, installation

EVERYONE = 1186


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="through_the_house", description=__doc__)
    parser.add_argument("--requests", type=int, default=EVERYONE)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--hurt", choices=("worker", "renderer"), default="worker")
    options = parser.parse_args(arguments)
    if not (ROOT / "assets" / "dist").is_dir():
        parser.error("the documents need the built files: npm ci && npm run build")
    began = time.perf_counter()
    with installation(
        database=options.database, web=0, worker=True, MERILA_DEMO="1", MERILA_LOG_LEVEL="ERROR"
    ) as merila:
        merila.worker.halt()
        os.environ.update(merila.environment)
        django.setup()
        print(f"{options.requests} requests on {options.database}", flush=True)
        wrong = sum(
            not line.endswith("✓") for line in through(merila, options.requests, options.hurt)
        )
    print(f"whole run: {time.perf_counter() - began:.0f} s; {wrong} not as it must be")
    return 1 if wrong else 0


def through(merila: Installation, count: int, hurting: str) -> Iterator[str]:
    """The lines of the proof, each ending with a mark where it holds."""
    acts, batch, proof, content, publishing = map(_module, _MODULES)
    real = acts.RealCall(content.the_requests(count), _say)
    real.play()
    issued = batch.issue_all(merila, real.call, hurting)
    _say("decisions as PDF in one job", issued.job.total, issued.seconds)
    for hurt in issued.hurts:
        print(f"  {hurt.what} at {hurt.item}: went on after {hurt.seconds:.1f} s")
    print(f"  items begun twice: {issued.begun_twice}; made again by hand: {issued.again}")
    print(f"  job {issued.job.state}", flush=True)
    for error, count in issued.failed.items():
        print(f"  failed: {count} with {error} ✗", flush=True)
    publishing.publish_results(call=real.call, actor=acts.person("Ada"))
    for what, found, expected in proof.facts(real.call, count, merila.folder):
        mark = "✓" if found == expected else f"✗ must be {expected}"
        line = f"  {what:<52} {found!s:>14} {mark}"
        print(line, flush=True)
        yield line


# They read the settings, which have to be those of the installation.
_MODULES = (
    "benchmarks.montpellier.acts",
    "benchmarks.montpellier.batch",
    "benchmarks.montpellier.proof",
    "benchmarks.montpellier.the_call",
    "reports.actions.publish_results",
)


def _module(name: str) -> Any:
    return importlib.import_module(name)


def _say(name: str, times: int, seconds: float) -> None:
    each = f"{1000 * seconds / times:10.2f} ms each" if times > 1 else ""
    print(f"{name:<54} {times:>6} {seconds:>9.2f} s {each}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
