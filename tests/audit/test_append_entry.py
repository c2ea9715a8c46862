from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from audit.actions.append_entry import append_entry, append_with_receipt
from audit.actions.lock_log import lock_log
from audit.actions.make_receipt import make_receipt
from audit.core import canonical, merkle
from audit.core.canonical import CanonicalError
from audit.core.disclosure import DISCLOSED, DisclosureError
from audit.core.entry import EntryType, LedgerActor, commitment, parse_entry
from audit.database.clock import database_now, pretended_time
from audit.keys.pseudonyms import SYSTEM, ledger_actor, pseudonym_in_call
from audit.models import LedgerEntry, LedgerHead, LedgerPayload, MerkleNode
from audit.proof.fsck import Difference
from audit.proof.ledger_check import ledger_differences
from audit.selectors import log_size, tree_root
from tests.audit.entries import write_entries, write_entry

pytestmark = pytest.mark.django_db


def test_append_entry_numbers_from_one_and_moves_the_head() -> None:
    first, second = write_entries(2)
    assert (first.seq, second.seq) == (1, 2)
    head = LedgerHead.objects.get()
    assert (head.size, head.last_t) == (2, second.t)


def test_append_entry_keeps_the_canonical_bytes_of_the_act() -> None:
    ada = ledger_actor(user_id=7, role="officer")
    row = append_entry(
        type=EntryType.CALL_PUBLISHED,
        call_code="kultura-2027",
        actor=ada,
        pub={"lots": 2},
        payload={"title": "Čebelnjak"},
    )
    row.refresh_from_db()
    entry = parse_entry(row.canonical.encode())
    assert (entry.seq, entry.type, entry.call) == (1, EntryType.CALL_PUBLISHED, "kultura-2027")
    who = LedgerActor("officer", pseudonym_in_call(user_id=7, call_code="kultura-2027"))
    assert (entry.actor, entry.pub, entry.t) == (who, {"lots": 2}, row.t)
    assert row.leaf_hash == merkle.leaf_hash(row.canonical.encode()).hex()
    assert "Čebelnjak" not in row.canonical


def test_append_entry_commits_to_the_payload_beside_it() -> None:
    row = write_entry(payload={"number": "K27-A-014"})
    kept = LedgerPayload.objects.get(entry=row)
    payload = canonical.loads(kept.text)
    assert payload == {"number": "K27-A-014", "rows": {}}
    entry = parse_entry(row.canonical.encode())
    assert entry.c == commitment(entry.type, bytes.fromhex(kept.salt), payload)


def test_append_entry_salts_equal_payloads_apart() -> None:
    entries = [parse_entry(row.canonical.encode()) for row in write_entries(2)]
    assert entries[0].c != entries[1].c


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 8, 13])
def test_append_entry_keeps_every_full_subtree(size: int) -> None:
    leaves = [bytes.fromhex(row.leaf_hash) for row in write_entries(size)]
    stored = {(row.level, row.index): row.hash for row in MerkleNode.objects.all()}
    expected = {
        (level, at): merkle.root(leaves[at << level : (at + 1) << level]).hex()
        for level in range(1, size.bit_length())
        for at in range(size >> level)
    }
    assert stored == expected
    assert tree_root(size) == merkle.root(leaves)


def test_append_entry_takes_the_time_of_the_lock() -> None:
    at = lock_log()
    assert write_entry(at=at).t == at


def test_append_entry_refuses_a_time_of_its_own() -> None:
    with pytest.raises(ValueError, match="lock_log"):
        write_entry(at=database_now() + timedelta(minutes=1))
    write_entry()
    with pytest.raises(ValueError, match="lock_log"):
        write_entry(at=datetime(2020, 1, 1, tzinfo=UTC))
    assert log_size() == 1


def test_append_entry_refuses_floats_and_leaves_nothing_behind() -> None:
    with pytest.raises(CanonicalError), transaction.atomic():
        write_entry(pub={"lots": 0.5})
    with pytest.raises(CanonicalError), transaction.atomic():
        write_entry(payload={"share": 0.5})
    assert (log_size(), LedgerEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize("type", EntryType)
def test_append_entry_refuses_what_the_table_does_not_make_public(type: EntryType) -> None:
    assert "lot" not in DISCLOSED[type].keys
    with pytest.raises(DisclosureError, match=f"{type.value}: not public: lot"):
        write_entry(type=type, pub={"lot": "A"})
    assert log_size() == 0


def test_append_entry_rolls_back_with_the_act() -> None:
    write_entry()
    with transaction.atomic():
        write_entry()
        transaction.set_rollback(True)
    assert (log_size(), LedgerEntry.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_append_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        write_entry()


@pytest.mark.django_db(transaction=True)
def test_lock_log_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        lock_log()


def test_lock_log_gives_the_database_clock_in_utc() -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=2)
    found = lock_log()
    assert before <= found <= datetime.now(UTC)
    assert found.utcoffset() == timedelta(0)


def test_lock_log_never_goes_back() -> None:
    with pretended_time(datetime(2027, 5, 8, 12, tzinfo=UTC)):
        last = write_entry()
    with pretended_time(datetime(2027, 5, 8, 11, tzinfo=UTC)):
        assert lock_log() == last.t
        assert write_entry().t == last.t


def test_append_entry_says_system_only_when_told() -> None:
    row = write_entry(actor=SYSTEM)
    assert '"actor":{"pseudonym":"","role":"system"}' in row.canonical


def test_append_entry_costs_few_queries(django_assert_max_num_queries) -> None:
    write_entries(7)
    with django_assert_max_num_queries(6):
        write_entry()


def test_append_entry_goes_on_from_the_tree_where_the_head_says_nothing_of_it() -> None:
    write_entries(5)
    LedgerHead.objects.update(tip="")
    write_entries(2)
    LedgerHead.objects.update(tip='{"size": 3, "edge": [], "key": ""}')
    write_entry()
    assert [one for one in ledger_differences() if isinstance(one, Difference)] == []
    assert '"size": 8' in LedgerHead.objects.get().tip


def test_append_with_receipt_gives_what_is_read_later() -> None:
    for number in range(9):
        row, receipt = append_with_receipt(
            type=EntryType.APPLICATION_SUBMITTED,
            call_code="kultura-2027",
            actor=SYSTEM,
            pub={},
            payload={"number": number, "answers": "č"},
        )
        assert receipt == make_receipt(entry=row)
