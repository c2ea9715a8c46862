"""Every route that reads, as every reader, in every moment of a call: time, queries, bytes.

    MERILA_DEMO=1 MERILA_DATA=... python -m benchmarks.reading SIZE [ONLY]

ONLY is JSON: the triples of route, moment and reader that are wanted.

A route is tried as everybody and counts for those who get an answer. What pages have made for each
other is thrown away before each request. The figure is processor time of this process and of those
that draw documents for it; whatever is near the goal is asked twice more and the smallest counts,
and what took LONG is not asked again as somebody else in the same moment. Whoever is the costliest
reader of a route so far in a moment asks once more while what Python allocates is watched: that is
the memory of the answer. A document is made for its first reader and kept: its figure is that of
the second, and what the first waited for stands beside it.
"""

import json
import logging
import os
import sys
import time
from collections.abc import Container, Iterable, Iterator
from dataclasses import asdict, dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if __name__ == "__main__":
    import django

    django.setup()

from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from benchmarks.answering import Question, answer, memory_of, timed
from benchmarks.large_call import clock
from benchmarks.moments import MOMENTS, READERS, Moment, Stage, begin, reader
from reports.selectors.documents import paper_mark
from tests.architecture.routes import ROUTES

NEAR, LONG = (0.08, 0.6), 3.0
# Their number counts what is in a call, and is none of an application.
COUNTED = ("awards:", "grants:question", "reports:meeting_", "scoring:meeting_")
# What these show is of one account, one organisation, one letter or one imported list; it holds
# nothing of the applications of a call.
OF_ONE_PERSON = ("account_", "mfa_", "applicants:", "jobs:", "reports:history_", "metrics")
# A file that an applicant attached: one row, one file.
OF_ONE_FILE = ("grants:apply_file", "grants:opened_attachment", "scoring:sheet_file")
# Written through the real acts, so with receipt and sealed content, is only the sealed one.
OF_THE_SEALED = ("grants:apply_", "reports:receipt_pdf")
DRAFTS = ("grants:call_new", "grants:call_upload")
# Read by programs, which do not sign in.
OF_MACHINES = ("api:", "ledger_files:")


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer: seconds of the processor, queries, bytes.

    `memory`: the most bytes that were allocated at once while it was made; 0 where it was not
    watched. `first`: seconds for the first reader of a document; 0 for a page.
    """

    route: str
    moment: str
    who: str
    status: int
    seconds: float
    queries: int
    size: int
    memory: int = 0
    first: float = 0


def walk(
    resolver: URLResolver, namespace: str = "", known: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name of each route with the names of its arguments."""
    for entry in resolver.url_patterns:
        names = (*known, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", names
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, inner, names)


def reading_routes() -> dict[str, tuple[str, ...]]:
    """Those that are tried, with the names of their arguments."""
    left_out = (*OF_ONE_PERSON, *OF_ONE_FILE, *DRAFTS)
    found = dict(walk(get_resolver()))
    return {
        name: arguments
        for name, arguments in found.items()
        if not name.startswith(left_out) and not name.endswith(":None") and _reads(name)
    }


def _reads(name: str) -> bool:
    """What is not in the table of routes is no page of ours, and is tried."""
    return name not in ROUTES or ROUTES[name].get is not None


def address_of(route: str, arguments: Iterable[str], stage: Stage, moment: Moment) -> str | None:
    """None where the moment has nothing that the route could show."""
    call = stage.sealed if moment.call == "sealed" else stage.walking
    row = stage.own if moment.call == "sealed" else stage.first
    if row is None or (moment.call != "sealed" and route.startswith(OF_THE_SEALED)):
        return None
    decision = row.decisions.first()
    known = {
        "code": "about" if route == "grants:apply_section" else call.code,
        "number": 1 if route.startswith(COUNTED) else row.number,
        "form": "json",
        "part": "basics",
        "lot": "A",
        "criterion": "K1",
        "kind": "evaluation",
        "seq": 1,
        "old": 1,
        "new": 2,
        "key": "unknown",
        "mark": paper_mark(decision) if decision else "0" * 16,
        "pk": row.organisation_id,
    }
    wanted = set(arguments)
    if not wanted <= known.keys():
        return None
    return reverse(route, kwargs={name: known[name] for name in wanted})


def addresses_in(stage: Stage, moment: Moment) -> dict[str, str]:
    """What is there to be asked for in this moment, by route."""
    is_for_the_site = moment in (MOMENTS[0], MOMENTS[-1], MOMENTS[6])
    found = {
        route: address_of(route, arguments, stage, moment)
        for route, arguments in reading_routes().items()
        if arguments or is_for_the_site
    }
    return {route: address for route, address in found.items() if address is not None}


def questions(
    stage: Stage, moment: Moment, readers: Iterable[str] = tuple(READERS)
) -> Iterator[Question]:
    """All that can be asked for in this moment; between two of them the moment lasts."""
    # Error pages that cost nothing: most who ask are turned away.
    with clock(moment.at), override_settings(ROOT_URLCONF="tests.permissions.urls"):
        addresses = addresses_in(stage, moment)
        for who in readers:
            for cache in caches.all():
                cache.clear()
            client = Client(
                raise_request_exception=False,
                headers={"accept-language": "sl", "host": "localhost"},
            )
            user = reader(who)
            if user is not None:
                client.force_login(user)
            for route, address in addresses.items():
                if user is None or not route.startswith(OF_MACHINES):
                    yield Question(route, who, client, address)


def read_moment(
    stage: Stage, moment: Moment, only: Container[tuple[str, str, str]] | None = None
) -> Iterator[Reading]:
    """What they get in this moment, and how long it takes."""
    too_long: set[str] = set()
    costliest: dict[str, float] = {}
    for question in questions(stage, moment):
        if only is not None and (question.route, moment.name, question.who) not in only:
            continue
        if question.route in too_long or (got := answer(question)) is None:
            continue
        seconds, first = got.seconds, 0.0
        if got.is_document:
            seconds, first = timed(question, is_kept=True).seconds, got.seconds
        elif NEAR[0] < seconds < NEAR[1]:
            seconds = min(seconds, *(timed(question).seconds for _ in range(2)))
        if seconds + first > LONG:
            too_long.add(question.route)
        memory = 0
        if seconds > costliest.get(question.route, 0):
            costliest[question.route] = seconds
            memory = memory_of(question)
        yield Reading(
            route=question.route,
            moment=moment.name,
            who=question.who,
            status=got.status,
            seconds=seconds,
            queries=len(got.asked),
            size=got.size,
            memory=memory,
            first=first,
        )


def main(count: int, only: Container[tuple[str, str, str]] | None = None) -> list[Reading]:
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0, skip_checks=True)
    stage = begin(count)
    found: list[Reading] = []
    for moment in MOMENTS:
        began = time.perf_counter()
        moment.write(stage)
        # As the database does by itself soon after so many rows have come.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        written = time.perf_counter()
        found += read_moment(stage, moment, only)
        print(
            f"{moment.name}: written in {written - began:.1f} s, "
            f"read in {time.perf_counter() - written:.1f} s",
            file=sys.stderr,
            flush=True,
        )
    return found


if __name__ == "__main__":
    wanted = (
        {(route, moment, who) for route, moment, who in json.loads(sys.argv[2])}
        if sys.argv[2:]
        else None
    )
    print(json.dumps([asdict(one) for one in main(int(sys.argv[1]), wanted)]))
