from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction

from audit.core import merkle
from audit.core.checkpoint import parse_note, parse_verifier_key
from audit.keys.store import KeyMissingError
from audit.models import Checkpoint
from audit.selectors import (
    latest_checkpoint,
    log_size,
    stored_consistency_proof,
    stored_inclusion_proof,
    tree_root,
)
from tests.audit.entries import write_entries, write_entry
from tests.signatures import is_signed

pytestmark = pytest.mark.django_db


def test_every_entry_has_a_signed_root() -> None:
    leaves = [bytes.fromhex(row.leaf_hash) for row in write_entries(5)]
    for issued in Checkpoint.objects.all():
        note = parse_note(issued.note)
        expected = (issued.size, merkle.root(leaves[: issued.size]))
        assert (note.checkpoint.size, note.checkpoint.root) == expected
        name, public_key = parse_verifier_key(issued.key)
        signature = note.signature_of(name, public_key)
        assert signature is not None
        assert is_signed(public_key, signature, note.text.encode())
    assert [issued.size for issued in Checkpoint.objects.all()] == [1, 2, 3, 4, 5]


def test_ledger_keeps_the_name_of_its_first_address(settings: LazySettings) -> None:
    settings.BASE_URL = "https://razpisi.example"
    write_entry()
    settings.BASE_URL = "https://moved.example"
    write_entry()
    issued = latest_checkpoint()
    assert issued is not None
    assert parse_note(issued.note).checkpoint.origin == "razpisi.example/ledger"


def test_entry_without_the_key_of_its_ledger_is_refused(
    settings: LazySettings, tmp_path: Path
) -> None:
    write_entry()
    settings.KEYS_ROOT = tmp_path
    with pytest.raises(KeyMissingError), transaction.atomic():
        write_entry()
    assert log_size() == 1


def test_proofs_from_stored_subtrees_hold() -> None:
    leaves = [bytes.fromhex(row.leaf_hash) for row in write_entries(13)]
    for size in range(1, 14):
        root = tree_root(size)
        assert root == merkle.root(leaves[:size])
        for seq in range(1, size + 1):
            proof = stored_inclusion_proof(seq, size)
            assert merkle.verify_inclusion(seq - 1, size, leaves[seq - 1], proof, root)
            older = stored_consistency_proof(seq, size)
            assert merkle.verify_consistency(seq, size, tree_root(seq), root, older)


def test_proofs_read_the_tree_in_two_queries(django_assert_max_num_queries) -> None:
    write_entries(27)
    with django_assert_max_num_queries(2):
        stored_inclusion_proof(11, 27)
    with django_assert_max_num_queries(2):
        tree_root(27)
