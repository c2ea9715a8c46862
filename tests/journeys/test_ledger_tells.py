"""What the public side of the ledger tells at every stage of a call, line by line."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.models import Role, RoleGrant
from audit.core.disclosure import DISCLOSED, PseudonymScope
from audit.core.entry import EntryType
from audit.core.receipt import parse_receipt, verify_receipt
from audit.models import LedgerPayload
from awards.models import Decision
from grants.actions.calls.cancel_call import cancel_call
from grants.actions.office.grant_role import grant_role
from grants.models import Application, Call, Submission
from scoring.actions.committee.appoint_committee import appoint_committee
from scoring.models import AllocationRun, RankingRun
from tests.journeys import test_library_walk as walk
from tests.opened import SEATS
from tests.personas import person
from tests.signatures import is_signed
from tests.stage import PREPARED, a_draft_call, at

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]

STAGES = (
    walk.apply_to_every_lot,
    walk.open_and_check,
    walk.score_and_reveal,
    walk.sign,
    walk.issue_and_publish,
)
LANGUAGES = ("sl", "it", "en")


def lines(client: Client) -> list[dict[str, Any]]:
    answer = client.get("/ledger/entries.ndjson")
    return [json.loads(line) for line in b"".join(answer).splitlines()]


def secrets_of(call: Call) -> Iterator[str]:
    """Whatever would tell of an application, a person or an amount before its time."""
    for row in Application.objects.filter(call=call).select_related("organisation"):
        yield from (row.number, row.organisation.name, row.organisation.registration_number)
    yield from Submission.objects.values_list("sha256", flat=True)
    for run in RankingRun.objects.all():
        yield from (run.evaluation_sha256, run.result_sha256)
    yield from AllocationRun.objects.values_list("result_sha256", flat=True)
    for decision in Decision.objects.all():
        yield from (decision.number, decision.document_sha256)


def told_too_early(client: Client, call: Call) -> list[str]:
    """What stands in the ledger's public side and must not, but for what `results.published`
    says of the files that are public with it.
    """
    found = lines(client)
    text = json.dumps(found, ensure_ascii=False)
    for seq in range(1, len(found) + 1):
        text += client.get(f"/ledger/receipt/{seq}").content.decode()
    for code in LANGUAGES:
        text += client.get(f"/{code}/ledger/?call={call.code}").content.decode()
        text += client.get(f"/{code}/ledger/{len(found)}/").content.decode()
    published = [line["pub"].values() for line in found if line["type"] == "results.published"]
    known = {value for values in published for value in values}
    return [one for one in secrets_of(call) if one and one in text and one not in known]


def fits_the_table(line: dict[str, Any]) -> bool:
    said = DISCLOSED[EntryType(line["type"])]
    if set(line["pub"]) - set(said.keys):
        return False
    return not said.role or line["actor"]["role"] == said.role


def numbers_in(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        for one in value.values():
            yield from numbers_in(one)
    elif isinstance(value, int):
        yield value


def test_no_line_of_a_whole_call_tells_more_than_its_table(client):
    call = walk.published("kultura")
    for stage in STAGES:
        stage(call)
        call.refresh_from_db()
        found = lines(client)
        assert [line for line in found if not fits_the_table(line)] == []
        assert told_too_early(client, call) == [], stage.__name__
        for line in found:
            kind = EntryType(line["type"])
            if kind not in (EntryType.CALL_PUBLISHED, EntryType.RESULTS_PUBLISHED):
                # Counts and numbers of runs; never cents.
                assert all(number < 1_000 for number in numbers_in(line["pub"])), line
    assert call.results_published_at is not None
    pseudonyms_cannot_be_joined(lines(client))


def pseudonyms_cannot_be_joined(found: list[dict[str, Any]]) -> None:
    alone = Counter(
        line["actor"]["pseudonym"]
        for line in found
        if DISCLOSED[EntryType(line["type"])].scope is PseudonymScope.ENTRY
    )
    staff = {
        line["actor"]["pseudonym"]
        for line in found
        if DISCLOSED[EntryType(line["type"])].scope is PseudonymScope.CALL
    }
    assert len(alone) > len(STAGES)
    assert set(alone.values()) == {1}
    assert not staff & set(alone)


def test_two_years_of_the_same_people_have_no_pseudonym_in_common(client):
    """Ledger, evaluation file, and the same in the next call: four sets that do not touch."""
    seen: set[str] = set()
    for name, number in (("kultura", "610-25/2026"), ("mladi", "610-26/2026")):
        call = walk.published(name, number)
        for stage in STAGES:
            stage(call)
        here = {
            line["actor"]["pseudonym"]
            for line in lines(client)
            if line["call"] == call.code and line["actor"]["pseudonym"]
        }
        with at(call.content["dates"]["results_by"]):
            file = json.loads(b"".join(client.get(f"/sl/calls/{call.code}/files/evaluation.json")))
        assessors = Counter(
            sheet["assessor"] for row in file["applications"] for sheet in row["sheets"]
        )
        assert assessors
        assert set(assessors.values()) == {1}, "nobody is followed from sheet to sheet"
        assert not here & set(assessors)
        assert not seen & (here | set(assessors))
        seen |= here | set(assessors)


def test_receipt_of_an_applicant_still_proves_what_was_sent(client):
    call = walk.published("kultura")
    walk.apply_to_every_lot(call)
    for sent in Submission.objects.select_related("application"):
        receipt = parse_receipt(json.dumps(sent.receipt))
        verify_receipt(receipt, is_signed)
        assert receipt.payload is not None
        assert receipt.payload["number"] == sent.application.number
        assert receipt.payload["sha256"] == sent.sha256
        [line] = [line for line in lines(client) if line["seq"] == receipt.entry.seq]
        assert line == receipt.entry.as_object()
        assert line["pub"] == {}


def test_draft_call_is_in_no_line(client):
    call = a_draft_call()
    root = person("Root")
    RoleGrant.objects.create(user=root, role=Role.ADMINISTRATOR)
    with at(PREPARED):
        grant_role(user=person("Dario"), role=Role.AUDITOR, actor=root, call_id=call.pk)
        seats = [walk.Seat(user=person(name), role=role) for name, role in SEATS]
        appoint_committee(call=call, appointment="", seats=seats, actor=person("Ada"))
        why = dict.fromkeys(LANGUAGES, "Občina razpisa ne bo objavila.")
        cancel_call(call=call, reason=why, actor=person("Ada"))
    found = lines(client)
    assert call.code not in json.dumps(found)
    assert [line["pub"] for line in found if line["type"] != "role.granted"] == [{}, {}]
    kept = LedgerPayload.objects.filter(text__contains=call.code)
    assert kept.count() == len(found), "whoever may read the payload finds the call there"
