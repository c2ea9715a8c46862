"""The rows of the large call before they are saved, and the people and times in them."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from accounts.models import Role, RoleGrant, User
from applicants.models import LegalForm, Organisation
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from audit.models import LedgerEntry
from benchmarks.bulk_ledger import BATCH, BulkLedger
from benchmarks.large_call_file import CRITERIA
from grants.core.text_search import kept_folded
from grants.core.workflow import ApplicationState
from grants.models import (
    Application,
    Call,
    CompletenessCheck,
    StateChange,
    Submission,
    Verdict,
)
from scoring.models import (
    Committee,
    CommitteeMember,
    CommitteeRole,
    ScoreSheet,
)

MEMBERS = 5
PREPARED = datetime(2026, 9, 20, 8, tzinfo=UTC)
SENT = datetime(2026, 10, 20, 8, tzinfo=UTC)
OPENED = datetime(2026, 11, 4, 9, tzinfo=UTC)
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
                state=ApplicationState.RECEIVED,
                language="sl",
                created_by=bruno,
                submitted_at=SENT,
                wrapped_key=b"",
                sealed=b"",
                answers=answers_of(place, eligible, requested),
                nonce="0" * 64,
                applicant={
                    "name": organisation.name,
                    "street": organisation.street,
                    "postcode": organisation.postcode,
                    "place": organisation.place,
                    "officers": [],
                },
                applicant_folded=kept_folded(organisation.name),
                title=f"Pesmi treh obal {place}",
                title_folded=kept_folded(f"Pesmi treh obal {place}"),
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
    committee = Committee(call=call, appointment="032-4/2026", appointed_at=SENT)
    roles = [CommitteeRole.CHAIR, *[CommitteeRole.MEMBER] * (MEMBERS - 1)]
    names = ("Igor", "Celia", "Valter", "Ines", "Lea")
    return [
        CommitteeMember(committee=committee, user=person(name), role=role)
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
    states = ("draft", "submitted", "received", "complete")
    steps = ("submit", "receive", "find_complete")
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
