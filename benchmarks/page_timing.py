"""Times pages on the database of this process, and prints the rows as JSON.

    MERILA_DEMO=1 MERILA_DATA=... python -m benchmarks.page_timing [size ...]

One request goes through Django's test client: all middleware, cached templates, DEBUG off, the
answer complete. The figure is the median of REPEAT requests after three, beside the processor time
of as many more (on a machine with other work the two differ) and the number of queries. The floor
of the same run is the very queries of the page as raw SQL without objects, and an empty answer
behind the same middleware. All calls lie in one database, the largest last.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, reset_queries
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

django.setup()

from benchmarks.large_call import large_calls
from benchmarks.large_call_decided import write_published
from benchmarks.large_call_rows import person
from benchmarks.rows import Row, write_rows
from grants.models import Call

SIZES = (100, 10_000)
REPEAT, WARM = 15, 3
SPOKEN = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Page:
    """An address, who asks, the goal in seconds, and what others take."""

    work: str
    url: str
    goal: float | None = None
    peer: str = ""
    person: str = ""
    language: str = "sl"
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Timing:
    """One page over one size: seconds by the clock and of this processor, queries, the floor."""

    size: int
    seconds: float
    processor: float
    queries: int
    floor: float


def scored_pages(call: Call) -> list[Page]:
    """What officers and the public meet while the call is being scored."""
    desk = f"/sl/desk/calls/{call.code}"
    ranking, last = f"{desk}/ranking/", call.applications.count() // 50
    shown = f"/sl/calls/{call.code}/"
    return [
        Page("ranking page", ranking, 0.1, "pretalx 5.1 s", "Ada"),
        Page("ranking page, its last rows", f"{ranking}?page={last}", 0.1, "", "Ada"),
        Page(
            "officer's list with scores",
            f"{desk}/applications/",
            0.06,
            "pretalx 1.13 s, Hypha 0.34 s",
            "Ada",
        ),
        Page("call page", shown, 0.01, "pretalx 0.29 s, Hypha 0.03 s"),
        Page("call page, unchanged (304)", shown, 0.01, unchanged=True),
    ]


def published_pages(call: Call) -> list[Page]:
    """What the public meets after the decisions."""
    code = call.code
    return [
        Page("API, 50 awards", f"/api/v1/awards/?call={code}", 0.04, "pretalx 0.53 s"),
        Page("API, calls", "/api/v1/calls/", 0.04, "pretalx 0.53 s"),
        Page("results page, with every reason", reverse("reports:call_results", args=[code])),
    ]


def main(sizes: list[int]) -> list[Row]:
    call_command("migrate", verbosity=0, skip_checks=True)
    calls = large_calls(sizes)
    found: dict[str, list[tuple[Page, Timing]]] = {}
    for pages_of in (scored_pages, published_pages):
        if pages_of is published_pages:
            for call in calls:
                write_published(call)
        # As the database does by itself soon after so many rows have come.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for size, call in zip(sizes, calls, strict=True):
            for page in pages_of(call):
                found.setdefault(page.work, []).append((page, timed(page, size)))
    return [row(timings) for timings in found.values()]


def timed(page: Page, size: int) -> Timing:
    client = Client(headers={"accept-language": page.language, "host": "localhost"})
    if page.person:
        client.force_login(person(page.person))
    headers, status = {}, 200
    if page.unchanged:
        headers, status = {"if-none-match": client.get(page.url)["ETag"]}, 304

    def ask() -> None:
        answer = client.get(page.url, headers=headers)
        if answer.status_code != status:
            raise RuntimeError(f"{page.url}: {answer.status_code}")

    seconds = median_of(ask)
    processor = median_of(ask, time.process_time)
    with CaptureQueriesContext(connection) as captured:
        ask()
    queries = [query["sql"] for query in captured.captured_queries]
    return Timing(size, seconds, processor, len(queries), floor_of(queries, client))


def floor_of(queries: list[str], client: Client) -> float:
    """The queries as raw SQL, and an empty page."""
    reading = [sql for sql in queries if sql.startswith("SELECT")]

    def fetch() -> None:
        with connection.cursor() as cursor:
            for sql in reading:
                cursor.execute(sql)
                cursor.fetchall()

    with override_settings(ROOT_URLCONF="benchmarks.floor"):
        empty = median_of(lambda: client.get("/"))
    return median_of(fetch) + empty


def median_of(act: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    return statistics.median(list(_times(act, clock))[WARM:])


def _times(act: Callable[[], object], clock: Callable[[], float]) -> Iterator[float]:
    for _ in range(WARM + REPEAT):
        reset_queries()
        # Whoever asks so often is asked to wait.
        cache.clear()
        began = clock()
        act()
        yield clock() - began


def row(timings: list[tuple[Page, Timing]]) -> Row:
    page, largest = timings[-1]
    smaller = "; ".join(
        f"over {timing.size:,}: {timing.seconds:.3f} s, {timing.queries} queries"
        for _, timing in timings[:-1]
    )
    floor = f"floor {largest.floor:.3f} s ({largest.seconds / largest.floor:.1f} ×)"
    processor = f"processor {largest.processor:.3f} s"
    peers = [part for part in (processor, smaller, floor, page.peer) if part]
    return Row(
        work=f"{page.work}, {largest.size:,} applications, {SPOKEN[connection.vendor]}",
        measured=f"{largest.seconds:.3f} s, {largest.queries} queries",
        peer="; ".join(peers),
        goal="" if page.goal is None else f"≤ {page.goal} s",
        met=None if page.goal is None else largest.seconds <= page.goal,
    )


if __name__ == "__main__":
    print(write_rows(main([int(text) for text in sys.argv[1:]] or list(SIZES))))
