import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import LazySettings

from audit.actions.issue_checkpoint import issue_checkpoint
from audit.core import merkle
from audit.core.checkpoint import parse_note, parse_verifier_key
from audit.models import Checkpoint
from audit.selectors import consistency_proof, inclusion_proof, tree_root
from tests.audit.entries import write_entries, write_entry

pytestmark = pytest.mark.django_db


def test_issue_checkpoint_signs_size_and_root() -> None:
    leaves = [bytes.fromhex(row.leaf_hash) for row in write_entries(5)]
    issued = issue_checkpoint()
    note = parse_note(issued.note)
    assert (note.checkpoint.size, note.checkpoint.root) == (5, merkle.root(leaves))
    name, public_key = parse_verifier_key(issued.key)
    signature = note.signature_of(name, public_key)
    assert signature is not None
    key = Ed25519PublicKey.from_public_bytes(public_key)
    key.verify(signature, note.text.encode())
    with pytest.raises(InvalidSignature):
        key.verify(signature, note.text.replace("5", "6").encode())


def test_issue_checkpoint_of_the_same_size_is_the_same() -> None:
    write_entry()
    assert issue_checkpoint() == issue_checkpoint()
    write_entry()
    assert issue_checkpoint().size == 2
    assert Checkpoint.objects.count() == 2


def test_issue_checkpoint_of_an_empty_ledger() -> None:
    assert parse_note(issue_checkpoint().note).checkpoint.root == merkle.EMPTY_ROOT


def test_issue_checkpoint_keeps_the_name_of_the_ledger(settings: LazySettings) -> None:
    settings.BASE_URL = "https://razpisi.example"
    assert parse_note(issue_checkpoint().note).checkpoint.origin == "razpisi.example/ledger"
    settings.BASE_URL = "https://moved.example"
    write_entry()
    assert parse_note(issue_checkpoint().note).checkpoint.origin == "razpisi.example/ledger"


def test_proofs_from_stored_subtrees_hold() -> None:
    leaves = [bytes.fromhex(row.leaf_hash) for row in write_entries(13)]
    for size in range(1, 14):
        root = tree_root(size)
        assert root == merkle.root(leaves[:size])
        for seq in range(1, size + 1):
            proof = inclusion_proof(seq, size)
            assert merkle.verify_inclusion(seq - 1, size, leaves[seq - 1], proof, root)
            older = consistency_proof(seq, size)
            assert merkle.verify_consistency(seq, size, tree_root(seq), root, older)


def test_proofs_read_the_tree_in_two_queries(django_assert_max_num_queries) -> None:
    write_entries(27)
    with django_assert_max_num_queries(2):
        inclusion_proof(11, 27)
    with django_assert_max_num_queries(2):
        tree_root(27)
