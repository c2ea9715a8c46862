"""A decision as a document, beside WeasyPrint alone on the same page; then two workers beside one.

    python -m benchmarks.pdf

The decision is one of the demo with many criteria: two pages in two languages. Ours is everything
from the row to the bytes: template, QR code, PDF/A-3a with tags, the attached data, the way through
the pipe to the renderer and back, the hash. Raw is `HTML(...).write_pdf(...)` of the same HTML with
the same parsed style and fonts, no variant, no tags, no attachment. Medians of 15, alternating.
"""

import hashlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("MERILA_DEMO", "1")

import django
from django.core.management import call_command

django.setup()

from weasyprint import HTML

from awards.models import Decision
from benchmarks.rows import Row, print_rows
from reports.documents.decision import decision_pdf, decision_sheet
from reports.documents.own_files import style_and_fonts
from reports.documents.renderer.engine import HOME, Engine, OwnFiles

NAME = "Decision as PDF"
ROOT = Path(__file__).resolve().parent.parent
NUMBER = "K26-A-003"
REPETITIONS = 15
BY_EACH_WORKER = 20


def measure() -> list[Row]:
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    raw, ours = beside_weasyprint()
    one, two = documents_per_second(1), documents_per_second(2)
    return [
        Row(
            f"decision {NUMBER} as PDF/A-3a, tagged, data attached",
            f"{ours * 1000:.0f} ms",
            f"raw WeasyPrint {raw * 1000:.0f} ms, ratio {ours / raw:.2f}",
            "≤ 1.15 × raw",
            ours / raw <= 1.15,
        ),
        Row(
            f"{BY_EACH_WORKER} decisions by each of two workers",
            f"{two:.1f} documents/s",
            f"one worker {one:.1f} documents/s, ratio {two / one:.2f}",
            "≥ 1.9 × one",
            two / one >= 1.9,
        ),
    ]


def beside_weasyprint() -> tuple[float, float]:
    """Seconds of one document: raw, ours."""
    page = decision_sheet(decision())
    style, fonts = style_and_fonts()
    engine = Engine(style.decode(), fonts)

    def raw() -> None:
        HTML(string=page.html, base_url=HOME, url_fetcher=OwnFiles(page.made)).write_pdf(
            stylesheets=[engine.style], font_config=engine.fonts
        )

    works: list[Callable[[], object]] = [raw, one_document]
    for work in works:
        work()
    took: list[list[float]] = [[], []]
    for _ in range(REPETITIONS):
        for work, seconds in zip(works, took, strict=True):
            began = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - began)
    return statistics.median(took[0]), statistics.median(took[1])


def decision() -> Decision:
    rows = Decision.objects.select_related("application", "call__funder")
    return rows.get(application__number=NUMBER)


def one_document() -> str:
    return hashlib.sha256(decision_pdf(decision())).hexdigest()


def documents_per_second(workers: int) -> float:
    """Each worker is a process like `manage.py work` starts, with a warm renderer of its own."""
    command = [sys.executable, "-m", "benchmarks.pdf", "--worker"]
    started = [
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(workers)
    ]
    for one in started:
        assert one.stdout.readline() == "warm\n"
    began = time.perf_counter()
    for one in started:
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in started:
        assert one.stdout.readline() == "done\n"
    took = time.perf_counter() - began
    for one in started:
        one.communicate()
    return workers * BY_EACH_WORKER / took


def work() -> None:
    one_document()
    print("warm", flush=True)
    sys.stdin.readline()
    for _ in range(BY_EACH_WORKER):
        one_document()
    print("done", flush=True)


if __name__ == "__main__":
    if "--worker" in sys.argv:
        work()
    else:
        print_rows(measure())
