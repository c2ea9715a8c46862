"""Every column of every model is decided: a change behind the program is found, or here is why not.

What is not listed under UNPROVED is changed, row by row of nothing but that column, and fsck must
find it. A new model or column is red until somebody has decided.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from audit.database import triggers
from audit.proof import fsck
from audit.proof.fsck import Difference
from audit.proof.ledger_check import ledger_differences
from audit.proof.references import reference_differences
from audit.proof.stored_files import file_differences
from tests.proof.tampering import nothing_refuses

pytestmark = pytest.mark.django_db

OURS = ("accounts", "applicants", "audit", "awards", "grants", "jobs", "reports", "scoring")
ALL = "*"
LIVING = "the organisation's own data, which it changes; what counts is frozen with a submission"
WORK = "work in progress: it decides nothing, and an act looks at the rows again"
OWN = "an account belongs to its person; roles and superusers are what the ledger knows"
DRAFT = "for its writer's eyes only: nothing is computed from it, and it may be deleted"
SEALED_WORK = "the working copy: it counts for nothing until it is sent"
STAMP = "says only when the row was last touched"

UNPROVED: dict[str, dict[str, str]] = {
    "accounts.Remembered": {ALL: WORK},
    "accounts.User": dict.fromkeys(
        (
            *("password", "last_login", "email", "name", "language", "is_active"),
            *("date_joined", "session_mark"),
        ),
        OWN,
    ),
    "applicants.Invitation": {ALL: LIVING},
    "applicants.Membership": {ALL: LIVING},
    "applicants.Organisation": dict.fromkeys(
        (
            *("name", "legal_form", "registration_number", "tax_number", "vat_payer", "iban"),
            *("registered_on", "street", "postcode", "place", "email", "phone"),
            *("public_interest_field", "public_interest_until", "created_at", "updated_at"),
            *("offices", "recorded_by"),
        ),
        LIVING,
    ),
    "applicants.OrganisationOfficer": {ALL: LIVING},
    "applicants.StoredDocument": {ALL: LIVING},
    "jobs.Job": {ALL: WORK},
    "jobs.JobItem": {ALL: WORK},
    "jobs.Letter": {ALL: WORK},
    "jobs.SentLetter": {ALL: "what was told of acts, which are on record themselves"},
    "grants.SealedRead": {ALL: "a list of readings that nothing signs (SECURITY.md)"},
    "audit.LedgerHead": {"id": "the only row", "last_t": "", "tip": ""},
    "audit.Checkpoint": {
        "id": "counts the rows, nothing names it",
        "issued_at": "the time of the entry, which the entry itself says",
    },
    "audit.MerkleNode": {"id": "counts the rows, nothing names it"},
    "grants.Application": {
        "sealed": SEALED_WORK,
        "draft_version": SEALED_WORK,
        "updated_at": STAMP,
    },
    "grants.Attachment": {
        "added_by": "counted for room only",
        "added_at": "orders the files; another order is another document, which is found",
        "removed_at": SEALED_WORK,
    },
    "grants.Call": {
        "checked": "what the set-up check said of the content; it is made again from it",
        "content_version": "counts the saves of a draft",
        "last_number": "the next number; a number that is taken is refused by the database",
        "created_at": STAMP,
        "updated_at": STAMP,
    },
    "grants.CallQuestion": {"address": "to whom the answer goes; forgotten with the letter"},
    "grants.Subscription": {ALL: "an address that is deleted with the result; nothing rests on it"},
    "grants.Lot": {
        "kind": "shown in lists; the frozen version says it",
        "parent": "shown in lists; the frozen version says it",
        "call": "the lots of each call are compared by code",
    },
    "grants.Submission": {"mail_due_at": "whether the receipt is still to be sent"},
    "scoring.AllocatedAmount": {},
    "scoring.MemberNote": {ALL: DRAFT},
    "scoring.ReasonPhrase": {ALL: DRAFT},
    "reports.HistoricImport": {"table": "empty once the list is imported"},
}


def models() -> Iterator[type[Model]]:
    return (model for model in apps.get_models() if model._meta.app_label in OURS)


def columns() -> Iterator[tuple[type[Model], Any]]:
    for model in models():
        unproved = UNPROVED.get(model._meta.label, {})
        for field in model._meta.concrete_fields:
            if not field.primary_key and field.name not in unproved and ALL not in unproved:
                yield model, field


def test_whatever_is_said_not_to_be_proved_is_there():
    known = {
        model._meta.label: {field.name for field in model._meta.concrete_fields}
        for model in models()
    }
    for label, fields in UNPROVED.items():
        assert set(fields) - {ALL} <= known[label], label


def each_column() -> Iterator[Any]:
    """On PostgreSQL one of each type of each model (tests/both_databases.py)."""
    met = set()
    for model, field in columns():
        kind = (model, type(field))
        again = [pytest.mark.same_on_both] if kind in met else []
        met.add(kind)
        yield pytest.param(model, field, marks=again, id=f"{model.__name__}-{field.name}")


@pytest.mark.parametrize(("model", "field"), [*each_column()])
def test_change_of_this_column_is_found(case, model, field):
    rows = list(model._base_manager.order_by("pk"))
    assert rows, f"the walked call has no {model._meta.label}"
    # One that has a value, where any has: nothing is often as good as nothing.
    row = next((one for one in rows if getattr(one, field.attname) not in (None, "")), rows[0])
    try:
        with transaction.atomic():
            _write(row, field, another(field, getattr(row, field.attname)))
    except IntegrityError:
        # There the database keeps its conditions whoever asks: nobody can make this change.
        assert connection.vendor == "postgresql"
        return
    slow = slow_checks(model)
    if field.remote_field is None:
        # It names no row, so whether every row that is named is there says nothing of it.
        slow += (reference_differences,)
    assert finds_something(without=slow)


def finds_something(*, without: Collection[fsck.Check]) -> bool:
    """Whether fsck, but for these checks, meets a difference; it need not go on to the others."""
    checks = [one for one in fsck.registered() if one not in without]
    return any(isinstance(one, Difference) for one in fsck.findings(checks))


def slow_checks(model: type[Model]) -> tuple[fsck.Check, ...]:
    """Checks that have nothing to do with this model."""
    found = () if model._meta.app_label == "audit" else (ledger_differences,)
    has_files = any(field.name == "file" for field in model._meta.concrete_fields)
    return found if has_files else (*found, file_differences)


def _write(row: Model, field: Any, value: object) -> None:
    meta = row._meta
    prepared = field.get_db_prep_save(value, connection)
    with _nothing_refuses(row), connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{meta.db_table}" SET "{field.column}" = %s WHERE "{meta.pk.column}" = %s',
            [prepared, meta.pk.get_db_prep_value(row.pk, connection)],
        )
        assert cursor.rowcount == 1


@contextmanager
def _nothing_refuses(row: Model) -> Iterator[None]:
    """Where nobody looks at the triggers, those of one table are enough, and stay away."""
    if row._meta.app_label == "audit" or connection.vendor == "postgresql":
        with nothing_refuses():
            yield
        return
    with connection.cursor() as cursor:
        for name, table in triggers.present(connection):
            if table == row._meta.db_table:
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        yield
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def another(field: Any, value: Any) -> object:
    """Of the same type, and as small a change as can be."""
    kind = field.get_internal_type()
    if kind == "JSONField":
        return {"x": 1} if not value else None if field.null else []
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, bool) or kind == "BooleanField":
        return not value
    if isinstance(value, int) or kind in ("ForeignKey", "OneToOneField", "BigIntegerField"):
        return (value or 0) + 1000
    if isinstance(value, datetime) or kind == "DateTimeField":
        return (value or datetime.fromisoformat("2026-01-01T00:00:00+00:00")) + timedelta(days=1)
    if isinstance(value, date) or kind == "DateField":
        return (value or date(2026, 1, 1)) + timedelta(days=1)
    if isinstance(value, bytes | memoryview) or kind == "BinaryField":
        return bytes(value or b"") + b"x"
    if kind in ("PositiveIntegerField", "PositiveSmallIntegerField"):
        return 7
    data = getattr(value, "data", None)
    text = str(data if data is not None else value or "")
    if text and len(text) == getattr(field, "max_length", None):
        return text[:-1] + ("y" if text.endswith("x") else "x")
    return f"{text}x"
