"""A call of any size as the acts would leave it: scored by five members, ranked, allocated.

Two acts are the real ones at the beginning (import, publish) and three at the end (revealing,
ranking, allocation). What lies between, 10,000 times, is written in bulk: submissions, sheets and
their ledger entries with true hashes and a true tree. Left out is only what no page reads: the
sealed bytes, the receipts, and the signed checkpoints between the first entry and the last.

    call = large_call(10_000)      # needs a migrated, empty database
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

import time_machine
from django.db import transaction

from accounts.models import Role
from audit.database.clock import pretended_time
from benchmarks.bulk_ledger import BATCH, BulkLedger
from benchmarks.large_call_file import content
from benchmarks.large_call_rows import (
    CHECKED,
    OPENED,
    PREPARED,
    SCORED,
    SEED,
    changes_of,
    checks_of,
    person,
    sheets_of,
    submissions_of,
    write_applications,
    write_committee,
)
from grants.actions.calls.import_call import import_call
from grants.actions.calls.publish_call import publish_call
from grants.core.workflow import ApplicationState, CallState
from grants.models import (
    Application,
    Call,
    CompletenessCheck,
    Funder,
    StateChange,
    Submission,
)
from scoring.actions.reveal_scores import reveal_scores
from scoring.actions.runs.compute_allocation import compute_allocation
from scoring.actions.runs.compute_ranking import compute_ranking
from scoring.models import (
    AllocationRun,
    CommitteeMember,
    ConflictDeclaration,
    OpeningSession,
    ScoreSheet,
)
from scoring.selectors.opening.lines import opened_line


def funder() -> Funder:
    words = {"sl": "Občina Bonaca", "it": "Comune di Bonaccia", "en": "Municipality of Bonaca"}
    made, _ = Funder.objects.get_or_create(
        code="bonaca",
        defaults={
            **dict.fromkeys(("name", "department", "address", "issuer"), words),
            "email": "razpisi@bonaca.example",
            "phone": "+386 5 000 00 00",
            "languages": ["sl", "it"],
            "second_person": [],
            "fictional": True,
        },
    )
    return made


def large_call(applications: int) -> Call:
    """The call with its newest ranking and allocation; the officer is ada@example.org."""
    return fill(publish(applications), applications)


def large_calls(sizes: list[int]) -> list[Call]:
    """Several in one database: all published before the first is scored, as time wants it."""
    calls = [publish(size) for size in sizes]
    return [fill(call, size) for call, size in zip(calls, sizes, strict=True)]


def publish(applications: int, word: str = "") -> Call:
    """`word` tells it from others of the same size."""
    ada = person("Ada", Role.OFFICER)
    with clock(PREPARED):
        call = import_call(
            funder=funder(),
            content=content(applications, word),
            file_number=f"610-{applications}{word}/2026",
            actor=ada,
        )
        publish_call(call=call, actor=ada)
    call.refresh_from_db()
    return call


def fill(call: Call, applications: int) -> Call:
    """From the publication to the amounts."""
    write_opened(call, applications)
    write_checking(call)
    write_sheets(call)
    write_revealed(call)
    write_computed(call)
    return call


def allocation_of(call: Call) -> AllocationRun:
    return AllocationRun.objects.get(ranking__call=call)


@contextmanager
def clock(at: datetime) -> Iterator[None]:
    """Both clocks, the database's and the machine's, stand at `at`."""
    with pretended_time(at), time_machine.travel(at, tick=False):
        yield


@transaction.atomic
def write_opened(call: Call, count: int) -> None:
    """Committee and applications, received at an opening session that is not over."""
    ledger, chance = BulkLedger(call), random.Random(2027)
    rows = write_applications(call, count, ledger, chance)
    seats = write_committee(call, ledger)
    ledger.write(OPENED)
    entry = ledger.entries[0]
    seats[0].committee.entry = entry
    seats[0].committee.save()
    CommitteeMember.objects.bulk_create(seats)
    Application.objects.bulk_create(rows, batch_size=BATCH)
    submissions = list(submissions_of(rows, ledger))
    Submission.objects.bulk_create(submissions, batch_size=BATCH)
    OpeningSession.objects.create(
        call=call,
        place="Sejna soba, Riva 4",
        started_at=OPENED,
        first_by=person("Ada"),
        first_at=OPENED,
        second_by=person("Igor"),
        second_at=OPENED,
        opened=[opened_line(one.application, one) for one in submissions],
        entry=entry,
    )
    Call.objects.filter(pk=call.pk).update(
        state=CallState.OPENED, last_number=count, draw_seed=SEED
    )
    call.refresh_from_db()


def write_checking(call: Call) -> None:
    OpeningSession.objects.filter(call=call).update(closed_at=OPENED, closed_by=person("Igor"))
    Call.objects.filter(pk=call.pk).update(state=CallState.CHECKING)
    call.refresh_from_db()


@transaction.atomic
def write_sheets(call: Call) -> None:
    """Everything is complete, nobody is in conflict, every sheet is locked."""
    ledger, chance = BulkLedger(call), random.Random(2028)
    rows = list(call.applications.order_by("pk"))
    seats = list(CommitteeMember.objects.filter(committee__call=call).order_by("pk"))
    sheets = [sheet for row in rows for sheet in sheets_of(row, seats, ledger, chance)]
    ledger.write(SCORED)
    entry = ledger.entries[0]
    CompletenessCheck.objects.bulk_create(checks_of(rows, entry), batch_size=BATCH)
    StateChange.objects.bulk_create(changes_of(call, rows, entry), batch_size=BATCH)
    ConflictDeclaration.objects.bulk_create(
        (
            ConflictDeclaration(
                user_id=seat.user_id,
                application=row,
                in_conflict=False,
                declared_at=CHECKED,
                entry=entry,
            )
            for row in rows
            for seat in seats
        ),
        batch_size=BATCH,
    )
    ScoreSheet.objects.bulk_create(sheets, batch_size=BATCH)
    CommitteeMember.objects.filter(committee__call=call).update(declared_at=CHECKED)
    call.applications.update(state=ApplicationState.COMPLETE)
    Call.objects.filter(pk=call.pk).update(state=CallState.SCORING)
    call.refresh_from_db()


def write_revealed(call: Call) -> None:
    with clock(SCORED + timedelta(hours=1)):
        reveal_scores(call=call, actor=person("Igor"))
    call.refresh_from_db()


def write_computed(call: Call) -> None:
    ada = person("Ada")
    # The rows were written in bulk: no entry speaks of each.
    with (
        patch("scoring.actions.runs.compute_ranking.require_recorded_inputs"),
        patch("scoring.actions.runs.compute_allocation.require_recorded_inputs"),
        clock(SCORED + timedelta(hours=1)),
    ):
        compute_allocation(ranking=compute_ranking(call=call, actor=ada), actor=ada)
    call.refresh_from_db()
