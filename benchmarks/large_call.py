"""A call of any size as the acts would leave it: scored by five members, ranked, allocated.

Two acts are the real ones at the beginning (import, publish) and two at the end (ranking,
allocation). What lies between, 10,000 times, is written in bulk: submissions, sheets and their
ledger entries with true hashes and a true tree. Left out is only what no page reads: the sealed
bytes, the receipts, and the signed checkpoints between the first entry and the last.

    call = large_call(10_000)      # needs a migrated, empty database
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.db import transaction

from accounts.models import Role, RoleGrant, User
from applicants.models import LegalForm, Organisation
from audit.clock import pretended_time
from audit.core.entry import EntryType
from audit.models import LedgerEntry
from audit.pseudonyms import ledger_actor
from benchmarks.bulk_ledger import BATCH, BulkLedger
from benchmarks.large_call_file import CRITERIA, content
from grants.actions.import_call import import_call
from grants.actions.publish_call import publish_call
from grants.core.workflow import ApplicationState, CallState
from grants.models import (
    Application,
    Call,
    CompletenessCheck,
    Funder,
    StateChange,
    Submission,
    Verdict,
)
from scoring.actions.compute_allocation import compute_allocation
from scoring.actions.compute_ranking import compute_ranking
from scoring.models import (
    AllocationRun,
    Committee,
    CommitteeMember,
    CommitteeRole,
    ConflictDeclaration,
    ScoreSheet,
)

MEMBERS = 5
PREPARED = datetime(2026, 9, 20, 8, tzinfo=UTC)
SENT = datetime(2026, 10, 20, 8, tzinfo=UTC)
CHECKED = datetime(2026, 11, 10, 8, tzinfo=UTC)
SCORED = datetime(2026, 11, 20, 8, tzinfo=UTC)
SEED = "merilo"


def person(name: str, role: Role | None = None) -> User:
    found = User.objects.filter(email=f"{name.lower()}@example.org").first()
    if found is None:
        found = User.objects.create_user(f"{name.lower()}@example.org", name=name, language="sl")
        if role is not None:
            RoleGrant.objects.create(user=found, role=role)
    return found


def funder() -> Funder:
    words = {"sl": "Občina Bonaca", "it": "Comune di Bonaccia", "en": "Municipality of Bonaca"}
    made, _ = Funder.objects.get_or_create(
        code="bonaca",
        defaults={
            **dict.fromkeys(("name", "department", "address", "issuer", "signatory_title"), words),
            "signatory": "Marta Zalar",
            "email": "razpisi@bonaca.example",
            "phone": "+386 5 000 00 00",
            "languages": ["sl", "it"],
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


def publish(applications: int) -> Call:
    ada = person("Ada", Role.OFFICER)
    with pretended_time(PREPARED), time_machine.travel(PREPARED, tick=False):
        call = import_call(
            funder=funder(),
            content=content(applications),
            file_number=f"610-{applications}/2026",
            actor=ada,
        )
        publish_call(call=call, actor=ada)
    call.refresh_from_db()
    return call


def fill(call: Call, applications: int) -> Call:
    """From the publication to the amounts."""
    with transaction.atomic():
        write_scored(call, applications)
    call.refresh_from_db()
    later, ada = SCORED + timedelta(hours=1), person("Ada")
    with pretended_time(later), time_machine.travel(later, tick=False):
        compute_allocation(ranking=compute_ranking(call=call, actor=ada), actor=ada)
    call.refresh_from_db()
    return call


def allocation_of(call: Call) -> AllocationRun:
    return AllocationRun.objects.get(ranking__call=call)


def write_scored(call: Call, count: int) -> None:
    """Everything between the publication and the ranking, in one transaction."""
    ledger, chance = BulkLedger(call), random.Random(2027)
    rows = write_applications(call, count, ledger, chance)
    seats = write_committee(call, ledger)
    sheets = [sheet for row in rows for sheet in sheets_of(row, seats, ledger, chance)]
    declarations = [
        ConflictDeclaration(
            user_id=seat.user_id,
            application=row,
            in_conflict=False,
            declared_at=CHECKED,
            entry=ledger.entries[0],
        )
        for row in rows
        for seat in seats
    ]
    ledger.write(SCORED)
    seats[0].committee.entry = ledger.entries[0]
    seats[0].committee.save()
    CommitteeMember.objects.bulk_create(seats)
    Application.objects.bulk_create(rows, batch_size=BATCH)
    entry = ledger.entries[0]
    Submission.objects.bulk_create(submissions_of(rows, ledger), batch_size=BATCH)
    CompletenessCheck.objects.bulk_create(checks_of(rows, entry), batch_size=BATCH)
    StateChange.objects.bulk_create(changes_of(call, rows, entry), batch_size=BATCH)
    ConflictDeclaration.objects.bulk_create(declarations, batch_size=BATCH)
    ScoreSheet.objects.bulk_create(sheets, batch_size=BATCH)
    Call.objects.filter(pk=call.pk).update(
        state=CallState.SCORING, last_number=count, draw_seed=SEED
    )


def write_applications(
    call: Call, count: int, ledger: BulkLedger, chance: random.Random
) -> list[Application]:
    lot, bruno = call.lots.get(code="A"), person("Bruno")
    first = Organisation.objects.count()
    organisations = Organisation.objects.bulk_create(
        (
            Organisation(
                name=f"Kulturno društvo {place}",
                legal_form=LegalForm.SOCIETY,
                registration_number=f"{first + place + 1_000_000}000",
                tax_number="50223054",
                iban="SI56191000000123438",
                street=f"Riva {place % 90 + 1}",
                postcode="6999",
                place="Bonaca",
                email=f"drustvo-{place}@example.org",
            )
            for place in range(count)
        ),
        batch_size=BATCH,
    )
    actor = ledger_actor(user_id=bruno.pk, role="applicant")
    rows = []
    for place, organisation in enumerate(organisations, 1):
        number = f"{call.prefix}-A-{place:05}"
        ledger.add(EntryType.APPLICATION_SUBMITTED, actor, {"application": number}, SENT)
        eligible = chance.randint(1_000, 12_000) * 100
        requested = min(eligible * 8 // 10, chance.randint(300, 8_000) * 100)
        rows.append(
            Application(
                call=call,
                lot=lot,
                organisation=organisation,
                number=number,
                state=ApplicationState.SCORED,
                language="sl",
                created_by=bruno,
                submitted_at=SENT,
                wrapped_key=b"",
                sealed=b"",
                answers=answers_of(place, eligible, requested),
                applicant={"name": organisation.name, "place": "Bonaca", "officers": []},
                title=f"Pesmi treh obal {place}",
                requested_cents=requested,
                eligible_cents=eligible,
            )
        )
    return rows


def answers_of(place: int, eligible: int, requested: int) -> dict[str, Any]:
    cost, own = f"{eligible / 100:.2f}", f"{(eligible - requested) / 100:.2f}"
    return {
        "title": f"Pesmi treh obal {place}",
        "plan": {
            "costs": [{"category": "work", "text": "Izvajalci", "amount": cost}],
            "incomes": [{"category": "own", "text": "Članarina", "amount": own}],
            "requested": f"{requested / 100:.2f}",
        },
    }


def write_committee(call: Call, ledger: BulkLedger) -> list[CommitteeMember]:
    """Five who score; they are saved after the ledger."""
    committee = Committee(
        call=call, appointment="032-4/2026", appointed_at=SENT, revealed_at=SCORED
    )
    roles = [CommitteeRole.CHAIR, *[CommitteeRole.MEMBER] * (MEMBERS - 1)]
    names = ("Igor", "Celia", "Valter", "Ines", "Lea")
    return [
        CommitteeMember(committee=committee, user=person(name), role=role, declared_at=CHECKED)
        for name, role in zip(names, roles, strict=True)
    ]


def sheets_of(
    row: Application, seats: list[CommitteeMember], ledger: BulkLedger, chance: random.Random
) -> Iterator[ScoreSheet]:
    level = chance.random()
    for seat in seats:
        marks = {
            code: {
                "value": str(min(most, max(0, round(most * level + chance.randint(-4, 4))))),
                "reason": "Zasnova je jasna, izvedba je opisana po mesecih.",
            }
            for code, most in CRITERIA
        }
        actor = ledger_actor(user_id=seat.user_id, role="member")
        said = {"application": row.number, "values": {c: m["value"] for c, m in marks.items()}}
        entry = ledger.add(EntryType.SHEET_LOCKED, actor, said, SCORED)
        yield ScoreSheet(
            member=seat,
            application=row,
            answers=marks,
            saved_at=SCORED,
            locked_at=SCORED,
            entry=entry,
        )


def submissions_of(rows: list[Application], ledger: BulkLedger) -> Iterator[Submission]:
    for row, entry in zip(rows, ledger.entries, strict=False):
        yield Submission(
            application=row,
            sequence=1,
            sealed=b"",
            sha256="0" * 64,
            draft_version=1,
            submitted_by_id=row.created_by_id,
            submitted_at=SENT,
            entry=entry,
            receipt={},
        )


def checks_of(rows: list[Application], entry: LedgerEntry) -> Iterator[CompletenessCheck]:
    ada = person("Ada")
    for row in rows:
        yield CompletenessCheck(
            application=row,
            verdict=Verdict.COMPLETE,
            decided_by=ada,
            decided_at=CHECKED,
            entry=entry,
        )


def changes_of(call: Call, rows: list[Application], entry: LedgerEntry) -> Iterator[StateChange]:
    states = ("draft", "submitted", "received", "complete", "scored")
    steps = ("submit", "receive", "find_complete", "score")
    for row in rows:
        for step, source, target in zip(steps, states[:-1], states[1:], strict=True):
            yield StateChange(
                call=call,
                application=row,
                step=step,
                source=source,
                target=target,
                at=SCORED,
                entry=entry,
            )
