import json

import pytest
from django.db import connection

from audit.actions.make_receipt import make_receipt
from audit.actions.rotate_signing_key import rotate_signing_key
from audit.core.checkpoint import parse_note, parse_verifier_key, verifier_key, write_note
from audit.core.entry import parse_entry
from audit.core.receipt import parse_receipt, verify_receipt
from audit.database import append_only
from audit.keys import store as key_store
from audit.keys.pseudonyms import Acting
from audit.keys.store import KeyMissingError
from audit.models import Checkpoint
from audit.proof import fsck
from audit.selectors import key_in_force
from tests.audit.entries import write_entries, write_entry
from tests.signatures import is_signed

pytestmark = pytest.mark.django_db

ROOT = Acting(1, "administrator")


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_ROOT = tmp_path / "keys"


def holds(entry) -> None:
    value = json.dumps(make_receipt(entry=entry).as_object())
    verify_receipt(parse_receipt(value), is_signed)


def test_rotation_is_announced_under_the_old_key_and_signs_with_the_new_one():
    before = write_entries(3)
    announcement = rotate_signing_key(actor=ROOT)
    after = write_entry()
    keys = list(Checkpoint.objects.order_by("size").values_list("key", flat=True))
    assert keys[:4] == [keys[0]] * 4
    assert keys[4] == parse_entry(announcement.canonical.encode()).pub["key"] == key_in_force(6)
    assert keys[4] != keys[0]
    for entry in (*before, announcement, after):
        holds(entry)
    assert list(fsck.differences()) == []


def test_rotation_can_be_repeated_and_keeps_two_keys_at_most():
    write_entry()
    for _time in range(3):
        rotate_signing_key(actor=ROOT)
        write_entry()
    assert len(set(Checkpoint.objects.values_list("key", flat=True))) == 4
    assert [n for n in key_store.key_names() if "signing" in n] == [
        "installation-signing",
        "installation-signing-next",
    ]
    assert list(fsck.differences()) == []


def test_rotation_that_failed_leaves_the_old_key_in_force():
    """The file of the new key is there, the entry that announces it is not."""
    write_entry()
    key_store.next_signing_key()
    write_entry()
    assert len(set(Checkpoint.objects.values_list("key", flat=True))) == 1
    assert list(fsck.differences()) == []


def test_empty_ledger_has_no_key_to_replace():
    assert rotate_signing_key(actor=ROOT) is None


def test_ledger_refuses_a_key_that_is_not_its_own(settings, tmp_path):
    write_entry()
    settings.KEYS_ROOT = tmp_path / "of another installation"
    key_store.first_signing_key()
    with pytest.raises(KeyMissingError, match="another signing key"):
        write_entry()


def test_fsck_finds_a_checkpoint_of_a_key_that_nobody_announced(settings, tmp_path):
    """Whoever rewrites the end of the ledger with a key of their own is found out."""
    write_entries(2)
    stranger = key_store.next_signing_key()
    last = Checkpoint.objects.get(size=2)
    note = parse_note(last.note)
    origin, _key = parse_verifier_key(last.key)
    public = stranger.public_key().public_bytes_raw()
    last.key = verifier_key(origin, public)
    last.note = write_note(note.text, origin, public, stranger.sign(note.text.encode()))
    append_only.remove(connection)
    last.save()
    append_only.install(connection)
    [found] = fsck.differences()
    assert "no entry has announced" in str(found)
