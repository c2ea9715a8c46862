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
from audit.actions.lock_log import lock_head
from audit.actions.sign_root import sign_root
from audit.clock import pretended_time
from audit.core import canonical, merkle
from audit.core.entry import Entry, EntryType, LedgerActor, commitment
from audit.models import LedgerEntry, LedgerHead, LedgerPayload, MerkleNode
from audit.pseudonyms import ledger_actor
from audit.selectors import tree_edge
from awards.models import Decision, DecisionKind, Proposal, ProposalState
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

MEMBERS, CRITERIA = 5, (("K1", 40), ("K2", 30), ("K3", 30))
PREPARED = datetime(2026, 9, 20, 8, tzinfo=UTC)
SENT = datetime(2026, 10, 20, 8, tzinfo=UTC)
CHECKED = datetime(2026, 11, 10, 8, tzinfo=UTC)
SCORED = datetime(2026, 11, 20, 8, tzinfo=UTC)
SEED = "merilo"
BATCH = 2_000


def texts(sl: str, it: str) -> dict[str, str]:
    return {"sl": sl, "it": it}


def criterion(code: str, most: int) -> dict[str, Any]:
    return {
        "code": code,
        "kind": "score",
        "title": texts(f"Merilo {code}", f"Criterio {code}"),
        "text": texts("Ocenjevalec da točke.", "Il valutatore assegna i punti."),
        "min": "0",
        "max": str(most),
        "step": "1",
        "printed_max": str(most),
    }


def content(applications: int) -> dict[str, Any]:
    """One lot, three criteria of the committee, money by point value with redistribution."""
    plan = {
        "code": "plan",
        "kind": "financial_plan",
        "label": texts("Finančna konstrukcija", "Piano finanziario"),
        "cost_categories": [
            {"code": "work", "text": texts("Izvajalci", "Esecutori"), "eligible": True}
        ],
        "income_categories": [
            {"code": "own", "text": texts("Lastna sredstva", "Fondi propri"), "source": "own"}
        ],
    }
    title = {
        "code": "title",
        "kind": "short_text",
        "label": texts("Naslov", "Titolo"),
        "max_length": 120,
    }
    lot = {
        "code": "A",
        "kind": "project",
        "title": texts("Projekti v kulturi", "Progetti culturali"),
        "budget": f"{applications * 1500}.00",
        "form": {
            "sections": [
                {"code": "about", "title": texts("O projektu", "Progetto"), "fields": [title, plan]}
            ]
        },
        "rubric": {
            "code": "R",
            "title": texts("Merila", "Criteri"),
            "children": [criterion(code, most) for code, most in CRITERIA],
        },
        "aggregation": {"method": "mean", "decimals": 2, "minimum_sheets": 2},
        "threshold": {"total": "40"},
        "tie_break": ["criterion:K1", "requested:lower", "draw"],
        "allocation": {
            "method": "point_value",
            "redistribute": True,
            "below_minimum": "refuse",
            "text": texts("Sredstva se delijo po točkah.", "I fondi si dividono per i punti."),
            "article": texts("16. člen pravilnika", "articolo 16 del regolamento"),
        },
    }
    return {
        "merila": "call/1",
        "code": f"kultura-{applications}",
        "languages": ["sl", "it"],
        "title": texts("Javni razpis za kulturo", "Bando pubblico per la cultura"),
        "basis": [{"text": texts("5. člen pravilnika", "articolo 5 del regolamento")}],
        "dates": {
            "published": "2026-09-21T08:00:00+02:00",
            "opens": "2026-10-01T08:00:00+02:00",
            "deadline": "2026-10-30T12:00:00+01:00",
            "opening": "2026-11-04T09:00:00+01:00",
            "results_by": "2026-12-15T12:00:00+01:00",
        },
        "supplement_days": 8,
        "remedy": {"kind": "appeal", "to": texts("župan", "sindaco"), "days": 8},
        "integrity_rule": "declare",
        "grant": {"minimum": "200.00", "maximum": "8000.00", "max_share_of_eligible_cost": "80%"},
        "lots": [lot],
    }


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


class BulkLedger:
    """Entries with true hashes in a true tree, written in batches; only the end is signed."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.head = lock_head()
        self.edge = tree_edge(self.head.size)
        self.entries: list[LedgerEntry] = []
        self.payloads: list[LedgerPayload] = []
        self.nodes: list[MerkleNode] = []

    def add(
        self, type: EntryType, actor: LedgerActor, payload: dict[str, Any], at: datetime
    ) -> LedgerEntry:
        salt, seq = bytes(32), self.edge.size + 1
        at = max(at, self.head.last_t or at)
        committed = commitment(type, salt, payload)
        data = Entry(seq, at, type, self.call.code, actor, committed, {}).canonical()
        leaf = merkle.leaf_hash(data)
        row = LedgerEntry(
            seq=seq,
            t=at,
            type=type.value,
            call_code=self.call.code,
            canonical=data.decode(),
            leaf_hash=leaf.hex(),
        )
        self.entries.append(row)
        text = canonical.dumps(payload).decode()
        self.payloads.append(LedgerPayload(entry=row, text=text, salt=salt.hex()))
        for (level, place), found in self.edge.append(leaf):
            self.nodes.append(MerkleNode(level=level, index=place, hash=found.hex()))
        return row

    def write(self, at: datetime) -> None:
        LedgerEntry.objects.bulk_create(self.entries, batch_size=BATCH)
        LedgerPayload.objects.bulk_create(self.payloads, batch_size=BATCH)
        MerkleNode.objects.bulk_create(self.nodes, batch_size=BATCH)
        at = max(at, self.head.last_t or at)
        sign_root(size=self.edge.size, root=self.edge.root(), at=at)
        LedgerHead.objects.update(size=self.edge.size, last_t=at)


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
            member=seat,
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


def write_published(call: Call) -> None:
    """Signed, decided and published: the decisions in bulk, without documents."""
    run = allocation_of(call)
    amounts = dict(run.amounts.values_list("ranked__application__number", "amount_cents"))
    emil, at = person("Emil", Role.APPROVER), SCORED + timedelta(days=10)
    with transaction.atomic():
        ledger = BulkLedger(call)
        entry = ledger.add(
            EntryType.ALLOCATION_APPROVED, ledger_actor(user_id=emil.pk, role="approver"), {}, at
        )
        decisions = list(decisions_of(call, amounts, ledger, at))
        ledger.write(at)
        proposal = Proposal.objects.create(
            call=call,
            number=1,
            allocation=run,
            state=ProposalState.APPROVED,
            proposed_by=person("Ada"),
            proposed_at=at,
            closed_by=emil,
            closed_at=at,
            entry=entry,
        )
        for decision in decisions:
            decision.proposal = proposal
        Decision.objects.bulk_create(decisions, batch_size=BATCH)
        Call.objects.filter(pk=call.pk).update(state=CallState.DECIDED, results_published_at=at)
    call.refresh_from_db()


def decisions_of(
    call: Call, amounts: dict[str, int], ledger: BulkLedger, at: datetime
) -> Iterator[Decision]:
    ada = person("Ada")
    actor = ledger_actor(user_id=ada.pk, role="officer")
    for place, row in enumerate(call.applications.order_by("pk"), 1):
        amount, requested = amounts.get(row.number, 0), row.requested_cents or 0
        kind = DecisionKind.GRANTED if amount == requested else DecisionKind.PARTLY_GRANTED
        number = f"{call.file_number}-{place}"
        yield Decision(
            call=call,
            application=row,
            kind=kind if amount else DecisionKind.REFUSED,
            number=number,
            content={"number": number},
            requested_cents=requested,
            amount_cents=amount,
            prepared_by=ada,
            prepared_at=at,
            issued_at=at,
            document_sha256="0" * 64,
            entry=ledger.add(EntryType.DECISION_ISSUED, actor, {"number": number}, at),
        )
