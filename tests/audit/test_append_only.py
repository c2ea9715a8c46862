import pytest
from django.db import DatabaseError, connection, transaction

from audit.database import append_only
from audit.models import LedgerEntry, LedgerHead, LedgerPayload, MerkleNode
from tests.audit.entries import write_entries

pytestmark = pytest.mark.django_db

CHANGES = [
    "UPDATE audit_ledgerentry SET call_code = 'x' WHERE seq = 1",
    "DELETE FROM audit_ledgerentry WHERE seq = 2",
    "UPDATE audit_merklenode SET hash = 'x'",
    "DELETE FROM audit_merklenode",
    "UPDATE audit_checkpoint SET note = 'x'",
    "DELETE FROM audit_checkpoint",
    "UPDATE audit_ledgerpayload SET text = '{}'",
    "UPDATE audit_ledgerhead SET size = 1",
    "DELETE FROM audit_ledgerhead",
]
ONLY_POSTGRESQL = [
    f"TRUNCATE {table} CASCADE"
    for table in (
        "audit_ledgerentry",
        "audit_merklenode",
        "audit_checkpoint",
        "audit_ledgerpayload",
        "audit_ledgerhead",
    )
]
ONLY_SQLITE = [
    (
        "INSERT OR REPLACE INTO audit_ledgerentry "
        "SELECT seq, t, type, 'x', canonical, leaf_hash FROM audit_ledgerentry WHERE seq = 1"
    ),
    "REPLACE INTO audit_merklenode (level, \"index\", hash) VALUES (1, 0, 'x')",
    "REPLACE INTO audit_ledgerpayload (entry_id, text, salt) VALUES (1, '{}', 'x')",
    (
        "REPLACE INTO audit_checkpoint (size, key, note, issued_at) "
        "SELECT size, key, 'x', issued_at FROM audit_checkpoint"
    ),
]


@pytest.fixture
def _three_entries() -> None:
    write_entries(3)
    connection.check_constraints()


def _changes() -> list[str]:
    return CHANGES + (ONLY_POSTGRESQL if connection.vendor == "postgresql" else ONLY_SQLITE)


@pytest.mark.usefixtures("_three_entries")
def test_append_only_refuses_every_change() -> None:
    for statement in _changes():
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert LedgerEntry.objects.count() == 3
    assert MerkleNode.objects.count() == 1


@pytest.mark.usefixtures("_three_entries")
def test_append_only_refuses_the_models_too() -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerEntry.objects.filter(seq=1).update(call_code="x")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        MerkleNode.objects.all().delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        LedgerHead.objects.update(size=2)


@pytest.mark.usefixtures("_three_entries")
def test_append_only_lets_a_payload_be_erased() -> None:
    LedgerPayload.objects.filter(entry_id=2).delete()
    assert list(LedgerPayload.objects.values_list("entry_id", flat=True)) == [1, 3]


def test_append_only_is_whole_after_migration() -> None:
    assert list(append_only.faults(connection)) == []


def test_append_only_names_what_is_missing() -> None:
    append_only.remove(connection)
    kind = "row" if connection.vendor == "postgresql" else "update"
    missing = dict(append_only.faults(connection))
    assert missing[f"append_only_{kind}_audit_ledgerentry"].startswith("missing; ")
    append_only.install(connection)
    assert list(append_only.faults(connection)) == []


@pytest.mark.django_db(transaction=True)
def test_append_only_survives_the_emptying_of_tables() -> None:
    with transaction.atomic():
        write_entries(2)
    assert list(append_only.faults(connection)) == []
