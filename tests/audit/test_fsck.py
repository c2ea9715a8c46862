import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import connection

from audit.actions.erase_payload import erase_payload
from audit.core import checkpoint as core_checkpoint
from audit.core import merkle
from audit.core.checkpoint import parse_note, write_note
from audit.core.entry import parse_entry
from audit.database import append_only
from audit.keys import store as key_store
from audit.keys.pseudonyms import SYSTEM
from audit.models import Checkpoint, LedgerEntry, LedgerHead, MerkleNode
from audit.proof import fsck
from audit.proof.fsck import Difference
from tests.audit.entries import write_entries, write_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def _log() -> None:
    write_entries(11)


def _tamper(*statements: str) -> None:
    append_only.remove(connection)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    append_only.install(connection)


def _differences() -> list[str]:
    return [str(difference) for difference in fsck.differences()]


@pytest.mark.usefixtures("_log")
def test_fsck_of_an_untouched_ledger_agrees() -> None:
    assert _differences() == []
    out = StringIO()
    call_command("fsck", stdout=out)
    assert out.getvalue().startswith("All 11 entries agree. Root ")


def test_fsck_of_an_empty_ledger_agrees() -> None:
    assert _differences() == []


TAMPERED = [
    (
        "UPDATE audit_ledgerentry SET canonical = replace(canonical, 'lt', 'LT') WHERE seq = 4",
        "entry 4: its call is kuLTura-2027",
    ),
    (
        "UPDATE audit_ledgerentry SET canonical = canonical || ' ' WHERE seq = 4",
        "entry 4: not an entry",
    ),
    (
        "UPDATE audit_ledgerentry SET canonical = replace(canonical, ':3}', ':9}') WHERE seq = 4",
        "entry 4: its hash is",
    ),
    ("UPDATE audit_ledgerentry SET call_code = 'x' WHERE seq = 4", "entry 4: its call is"),
    ("UPDATE audit_ledgerentry SET type = 'x' WHERE seq = 4", "entry 4: its type is"),
    (
        "UPDATE audit_ledgerentry SET t = '2020-01-01 00:00:00+00:00' WHERE seq = 4",
        "entry 4: its time is",
    ),
    ("UPDATE audit_ledgerentry SET leaf_hash = 'x' WHERE seq = 4", "entry 4: its hash is"),
    ('DELETE FROM audit_merklenode WHERE level = 1 AND "index" = 1', "node 1/1: in its place"),
    ('DELETE FROM audit_merklenode WHERE level = 1 AND "index" = 4', "node 1/4: missing"),
    (
        "UPDATE audit_merklenode SET hash = 'x' WHERE level = 2 AND \"index\" = 1",
        "node 2/1: its hash is",
    ),
    (
        "INSERT INTO audit_merklenode (level, \"index\", hash) VALUES (5, 0, 'x')",
        "node 5/0: not of this ledger",
    ),
    ("UPDATE audit_ledgerhead SET size = 10", "end of the ledger: 10 entries noted, 11"),
    ("UPDATE audit_ledgerhead SET last_t = NULL", "end of the ledger"),
    ("DELETE FROM audit_ledgerhead", "end of the ledger: 0 entries noted, 11"),
    ("UPDATE audit_ledgerhead SET tip = 'x'", "end of the ledger: its edge"),
    ("UPDATE audit_ledgerhead SET tip = '[]'", "end of the ledger: its edge"),
    (
        "UPDATE audit_ledgerhead SET tip = replace(tip, '[\"', '[\"00')",
        "end of the ledger: its edge",
    ),
    (
        'UPDATE audit_ledgerpayload SET text = \'{"answers":"x"}\' WHERE entry_id = 4',
        "entry 4: its payload is not",
    ),
    (
        "UPDATE audit_ledgerpayload SET text = ' ' || text WHERE entry_id = 4",
        "entry 4: its payload is not",
    ),
    ("UPDATE audit_ledgerpayload SET salt = 'x' WHERE entry_id = 4", "entry 4: its payload is not"),
    ("DELETE FROM audit_ledgerpayload WHERE entry_id = 4", "entry 4: its payload is gone"),
    ("DELETE FROM audit_checkpoint WHERE size = 5", "checkpoint 5: in its place is 6"),
    ("DELETE FROM audit_checkpoint WHERE size = 11", "checkpoint 11: in its place is none"),
    (
        "UPDATE audit_checkpoint SET note = replace(note, '/ledger', '/other') WHERE size = 5",
        "checkpoint 5: the text is of another",
    ),
    ("UPDATE audit_checkpoint SET note = 'x' WHERE size = 5", "checkpoint 5: not a signed"),
]


@pytest.mark.usefixtures("_log")
@pytest.mark.parametrize(("statement", "found"), TAMPERED)
def test_fsck_finds_what_was_changed(statement: str, found: str) -> None:
    _tamper(statement)
    first = _differences()[0]
    assert first.startswith(found), first
    with pytest.raises(CommandError, match="Difference: ") as caught:
        call_command("fsck")
    assert caught.value.returncode == 1


@pytest.mark.usefixtures("_log")
def test_fsck_finds_a_missing_entry() -> None:
    _tamper(
        "DELETE FROM audit_ledgerpayload WHERE entry_id = 4",
        "DELETE FROM audit_ledgerentry WHERE seq = 4",
    )
    assert _differences() == ["entry 4: missing; the next one is 5"]


@pytest.mark.usefixtures("_log")
def test_fsck_finds_a_cut_end_by_the_checkpoint() -> None:
    _tamper(
        "DELETE FROM audit_ledgerpayload WHERE entry_id = 11",
        "DELETE FROM audit_ledgerentry WHERE seq = 11",
        "UPDATE audit_ledgerhead SET size = 10, "
        "last_t = (SELECT t FROM audit_ledgerentry WHERE seq = 10)",
    )
    assert _differences() == ["checkpoint 11: signed, but there are 10 entries"]


def _rewrite(change: Callable[[str], str]) -> None:
    """What somebody with the whole database can do: another history that agrees with itself."""
    append_only.remove(connection)
    MerkleNode.objects.all().delete()
    edge = merkle.Frontier()
    for row in LedgerEntry.objects.order_by("seq"):
        row.canonical = change(row.canonical)
        row.t = parse_entry(row.canonical.encode()).t
        leaf = merkle.leaf_hash(row.canonical.encode())
        row.leaf_hash = leaf.hex()
        row.save()
        for (level, place), found in edge.append(leaf):
            MerkleNode.objects.create(level=level, index=place, hash=found.hex())
    LedgerHead.objects.update(tip="")
    append_only.install(connection)


@pytest.mark.usefixtures("_log")
def test_fsck_finds_a_rewritten_history_by_the_checkpoints() -> None:
    _rewrite(lambda text: text.replace('"version":3', '"version":9'))
    found = _differences()
    assert len(found) == 8
    assert found[0].startswith("checkpoint 4: the root is")
    assert found[-1].startswith("checkpoint 11: the root is")


@pytest.mark.usefixtures("_log")
def test_fsck_finds_time_that_goes_back() -> None:
    _rewrite(
        lambda text: re.sub('"t":"[0-9]{4}', '"t":"2020', text) if '"seq":4,' in text else text
    )
    found = _differences()
    assert found[0].startswith("entry 4: its time 2020")
    assert found[0].endswith("is before the entry before it")


@pytest.mark.usefixtures("_log")
def test_fsck_finds_a_checkpoint_signed_by_another_key() -> None:
    signed = parse_note(Checkpoint.objects.get(size=11).note)
    key = key_store.first_signing_key().public_key().public_bytes_raw()
    other = Ed25519PrivateKey.generate().sign(signed.text.encode())
    note = write_note(signed.text, signed.checkpoint.origin, key, other)
    append_only.remove(connection)
    Checkpoint.objects.filter(size=11).update(note=note)
    append_only.install(connection)
    assert _differences() == ["checkpoint 11: the signature does not hold"]


@pytest.mark.usefixtures("_log")
def test_fsck_finds_missing_triggers() -> None:
    append_only.remove(connection)
    assert _differences()[0].startswith("trigger append_only_")
    append_only.install(connection)


@pytest.mark.usefixtures("_log")
def test_fsck_knows_what_was_erased_and_said_so() -> None:
    erase_payload(entry=LedgerEntry.objects.get(seq=4), reason="end of term", actor=SYSTEM)
    assert _differences() == []


@pytest.mark.usefixtures("_log")
def test_fsck_reports_the_first_difference_or_all() -> None:
    _tamper("UPDATE audit_ledgerentry SET call_code = 'x' WHERE seq IN (4, 7)")
    with pytest.raises(CommandError) as first:
        call_command("fsck")
    with pytest.raises(CommandError) as all_of_them:
        call_command("fsck", "--all")
    assert str(first.value).count("Difference: ") == 1
    assert str(all_of_them.value).count("Difference: ") == 2


def test_fsck_asks_registered_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    def count_of_applications() -> Iterator[Difference]:
        yield Difference("application 7", "no entry about it")

    monkeypatch.setattr(fsck, "_checks", [])
    assert fsck.register(count_of_applications) is count_of_applications
    fsck.register(count_of_applications)
    assert _differences() == ["application 7: no entry about it"]


def test_fsck_that_cannot_look_says_so() -> None:
    write_entry()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_checkpoint RENAME TO elsewhere")
    with pytest.raises(CommandError, match="could not look") as caught:
        call_command("fsck")
    assert caught.value.returncode == 2


def _marks() -> dict[str, tuple[bytes, str]]:
    return {
        "not text": (b"\xff\xfe\x00", "is not text"),
        "empty": (b"", "not a signed checkpoint"),
        "huge": (b"0" * 1_000_001, "is too large for a key, a checkpoint or a receipt"),
        "nested": (b'{"checkpoint":' + b"[" * 200_000, "not a signed checkpoint"),
    }


@pytest.mark.usefixtures("_log")
@pytest.mark.parametrize("case", ["not text", "empty", "huge", "nested"])
def test_file_that_holds_no_checkpoint_is_a_sentence(case: str, tmp_path: Path) -> None:
    content, said = _marks()[case]
    given = tmp_path / "mark"
    given.write_bytes(content)
    with pytest.raises(CommandError, match=said) as caught:
        call_command("fsck", f"--at-least={given}")
    assert caught.value.returncode == 2
    with pytest.raises(CommandError, match="fsck could not look") as caught:
        call_command("fsck", f"--key={given}")
    assert caught.value.returncode == 2


@pytest.mark.usefixtures("_log")
def test_checkpoint_that_an_editor_saved_is_read(tmp_path: Path) -> None:
    given = tmp_path / "mark"
    text = Checkpoint.objects.latest("size").note
    given.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    call_command("fsck", f"--at-least={given}", stdout=StringIO())


@pytest.mark.usefixtures("_log")
def test_checkpoint_of_another_ledger_does_not_say_that_this_one_was_cut(tmp_path: Path) -> None:
    stranger = Ed25519PrivateKey.generate()
    text = core_checkpoint.Checkpoint("elsewhere.example/ledger", 5_000, bytes(32)).text()
    public = stranger.public_key().public_bytes_raw()
    given = tmp_path / "mark"
    given.write_text(
        write_note(text, "elsewhere.example/ledger", public, stranger.sign(text.encode()))
    )
    with pytest.raises(CommandError, match="no key that this ledger or this machine") as caught:
        call_command("fsck", f"--at-least={given}")
    assert "elsewhere.example/ledger, 5000 entries" in str(caught.value)
    assert caught.value.returncode == 1
