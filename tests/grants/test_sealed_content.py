"""The seal: one door, and nothing of the content anywhere else."""

import io
import json
import logging
import secrets
import sqlite3
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client

from applicants.models import MembershipRole
from audit.actions.append_entry import append_entry
from audit.core.entry import EntryType
from audit.models import LedgerEntry, LedgerPayload
from audit.pseudonyms import ledger_actor
from audit.seal import SealBrokenError
from grants.actions.add_attachment import add_attachment
from grants.actions.save_answers import save_answers
from grants.actions.send_receipts import send_receipts
from grants.actions.submit_application import submit_application
from grants.actions.withdraw_application import withdraw_application
from grants.models import Application, SealedRead
from grants.sealed_content import read_attachment, read_sealed
from tests.grants.applying import PLAN, a_draft, a_filled_draft, a_pdf, add_member, moment
from tests.grants.every_field import EVERY_FIELD, a_call_with_every_field
from tests.personas import person
from tests.stage import FILING, OPENING, a_published_call, an_organisation, at

pytestmark = pytest.mark.django_db


def _send(application: Application) -> None:
    application.refresh_from_db()
    submit_application(
        application=application, draft_version=application.draft_version, actor=person("Bruno")
    )


def _seal_opened(application: Application, name: str = "Ada") -> None:
    with transaction.atomic():
        append_entry(
            type=EntryType.SEAL_OPENED,
            call_code=application.call.code,
            actor=ledger_actor(user_id=person(name).pk, role="officer"),
            pub={},
            payload={},
        )


@pytest.mark.parametrize("name", ["Ada", "Celia", "Dario", "Emil", "Fani"])
def test_nobody_else_passes_the_door_before_the_opening(name):
    draft = a_filled_draft()
    with at(FILING):
        _send(draft)
        draft.refresh_from_db()
        with pytest.raises(PermissionDenied):
            read_sealed(application=draft, actor=person(name), at=moment(FILING))
        _seal_opened(draft, name)
        with pytest.raises(PermissionDenied):
            read_sealed(application=draft, actor=person(name), at=moment(FILING))


def test_opening_passes_who_wrote_the_entry_and_gets_the_submission_that_counts():
    draft = a_filled_draft()
    with at(FILING):
        _send(draft)
        draft.refresh_from_db()
        save_answers(
            application=draft,
            answers={"title": "Po oddaji"},
            draft_version=draft.draft_version,
            actor=person("Bruno"),
        )
    with at(OPENING):
        draft.refresh_from_db()
        with pytest.raises(PermissionDenied):
            read_sealed(application=draft, actor=person("Ada"), at=moment(OPENING))
        _seal_opened(draft)
        content = read_sealed(application=draft, actor=person("Ada"), at=moment(OPENING))
        with pytest.raises(PermissionDenied):
            read_sealed(application=draft, actor=person("Emil"), at=moment(OPENING))
    assert content.answers["title"] == content.title == "Pesmi treh obal"
    assert content.applicant["name"] == "Mešani zbor Oljčni list"
    assert content.applicant["eligibility"] == {"seat": True}
    assert SealedRead.objects.filter(application=draft, user=person("Ada")).count() == 1


def test_drafts_and_withdrawn_applications_are_never_opened():
    call = a_published_call()
    draft = a_filled_draft(call)
    withdrawn = a_filled_draft(call, an_organisation("Pihalni orkester"))
    with at(FILING):
        _send(withdrawn)
        withdraw_application(application=withdrawn, actor=person("Bruno"))
    with at(OPENING):
        _seal_opened(draft)
        for application in (draft, withdrawn):
            application.refresh_from_db()
            with pytest.raises(PermissionDenied):
                read_sealed(application=application, actor=person("Ada"), at=moment(OPENING))


def test_reading_is_noted_once_a_day():
    organisation = an_organisation()
    draft = a_filled_draft(organisation=organisation)
    add_member(organisation, "Vera", MembershipRole.VIEWER)
    for _ in range(2):
        read_sealed(application=draft, actor=person("Vera"), at=moment(FILING))
    read_sealed(application=draft, actor=person("Vera"), at=moment(OPENING))
    assert SealedRead.objects.filter(user=person("Vera")).count() == 2


def test_sealed_answers_of_another_application_do_not_open_here():
    call = a_published_call()
    first = a_filled_draft(call)
    second = a_filled_draft(call, an_organisation("Pihalni orkester"))
    second.sealed, second.wrapped_key = first.sealed, first.wrapped_key
    with pytest.raises(SealBrokenError):
        read_sealed(application=second, actor=person("Bruno"), at=moment(FILING))


def _whole_database() -> bytes:
    """Every table as the database itself would dump it."""
    if connection.vendor == "sqlite":
        raw = connection.connection
        assert isinstance(raw, sqlite3.Connection)
        return "\n".join(raw.iterdump()).encode()
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            parts += [str(row) for row in cursor.fetchall()]
    return "\n".join(parts).encode()


def _places_for_others(application: Application) -> list[str]:
    number, call = application.number, application.call.code
    pages = ["", "conditions/", "part/about/", "part/money/", "check/", "receipt/"]
    return [
        *(f"/sl/applications/{number}/{page}" for page in pages),
        "/sl/applications/",
        f"/sl/calls/{call}/",
        f"/sl/calls/{call}/apply/",
        f"/sl/desk/calls/{call}/",
        f"/sl/desk/calls/{call}/applications/",
        "/sl/",
        "/sl/results/",
        "/ledger/checkpoint",
        "/ledger/entries.ndjson",
        "/admin/",
    ]


def _in_any_form(canary: str) -> list[bytes]:
    texts = [canary, canary.upper(), canary.encode().hex(), canary[::-1]]
    return [text.encode() for text in [*texts, json.dumps(canary)[1:-1]]]


def test_canary_is_found_nowhere(caplog):
    canary = f"kanarček{secrets.token_hex(12)}"
    log = io.StringIO()
    listener = logging.StreamHandler(log)
    logging.getLogger().addHandler(listener)
    caplog.set_level(logging.DEBUG)
    try:
        with at(FILING):
            draft = a_draft(a_call_with_every_field())
            save_answers(
                application=draft,
                answers={
                    **EVERY_FIELD,
                    "name": canary[:20],
                    "story": canary,
                    "venue": {"text": canary},
                    "plan": {**PLAN, "costs": [{**PLAN["costs"][0], "text": canary}]},
                    "truthful": True,
                },
                eligibility={"seat": True},
                draft_version=1,
                actor=person("Bruno"),
            )
            add_attachment(
                application=draft,
                field="papers",
                name=f"{canary}.pdf",
                content=a_pdf(canary),
                actor=person("Bruno"),
            )
            _send(draft)
            assert send_receipts() == 1
            bruno = Client()
            bruno.force_login(person("Bruno"))
            check = bruno.get(f"/sl/applications/{draft.number}/check/")
            assert canary in check.content.decode()
            seen = []
            for name in ("Ada", "Celia", "Dario", "Emil", "Fani", ""):
                client = Client(raise_request_exception=False)
                if name:
                    client.force_login(person(name))
                seen += [
                    b"".join(answer) if answer.streaming else answer.content
                    for answer in map(client.get, _places_for_others(draft))
                ]
    finally:
        logging.getLogger().removeHandler(listener)
    letters = [letter.message().as_bytes() for letter in mail.outbox]
    assert letters
    kept = [path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert kept
    ledger = [row.canonical.encode() for row in LedgerEntry.objects.all()]
    ledger += [row.text.encode() for row in LedgerPayload.objects.all()]
    everything = [
        *seen,
        *letters,
        *kept,
        *ledger,
        log.getvalue().encode(),
        caplog.text.encode(),
        _whole_database(),
    ]
    for form in _in_any_form(canary):
        assert not any(form in place for place in everything)


def test_attachment_is_given_to_the_opening_only_with_the_entry():
    draft = a_draft(a_call_with_every_field())
    content = a_pdf("Seznam")
    with at(FILING):
        row = add_attachment(
            application=draft,
            field="papers",
            name="seznam.pdf",
            content=content,
            actor=person("Bruno"),
        )
        about, got = read_attachment(attachment=row, actor=person("Bruno"), at=moment(FILING))
        assert (about.name, got) == ("seznam.pdf", content)
        with pytest.raises(PermissionDenied):
            read_attachment(attachment=row, actor=person("Ada"), at=moment(OPENING))
