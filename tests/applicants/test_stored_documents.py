"""Stored documents lie sealed on the disk, open for members alone, and leave for good."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Role, RoleGrant
from applicants.actions.add_document import add_document
from applicants.actions.remove_document import remove_document
from applicants.actions.rotate_documents_key import rotate_documents_key
from applicants.key_check import documents_key_differences
from applicants.models import StoredDocument
from applicants.sealed_documents import read_document
from audit.keys import store as key_store
from audit.keys.seal import SealBrokenError
from audit.keys.store import documents_keys
from audit.proof.fsck import Difference
from tests.grants.applying import a_pdf
from tests.personas import person
from tests.stage import an_organisation

pytestmark = pytest.mark.django_db
CONTENT = a_pdf("Statut s skrivnostjo")


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.KEYS_ROOT = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "media"


def a_document(organisation=None) -> StoredDocument:
    return add_document(
        organisation=organisation or an_organisation(),
        title="Statut",
        name="statut.pdf",
        content=CONTENT,
        valid_until=None,
        actor=person("Bruno"),
    )


def files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_document_lies_sealed_on_the_disk_and_its_name_in_no_column(settings):
    row = StoredDocument.objects.get(pk=a_document().pk)
    [path] = files(settings)
    assert path.read_bytes()[:1] == b"\x01"
    assert CONTENT[:8] not in path.read_bytes()
    assert "statut.pdf" not in f"{path} {row.__dict__}"
    about, content = read_document(document=row, actor=person("Bruno"))
    assert (about.name, about.content_type, content) == ("statut.pdf", "application/pdf", CONTENT)


def test_document_is_read_by_members_alone():
    row = a_document()
    for name in ("Dario", "Ada"):
        with pytest.raises(PermissionDenied):
            read_document(document=row, actor=person(name))


def test_document_put_in_the_place_of_another_does_not_open():
    first = a_document()
    second = a_document(first.organisation)
    second.sealed_file, second.sealed_sha256 = first.sealed_file, first.sealed_sha256
    second.save()
    with pytest.raises(SealBrokenError):
        read_document(document=second, actor=person("Bruno"))


def test_removed_document_leaves_the_disk(settings, django_capture_on_commit_callbacks):
    row = a_document()
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(document=row, actor=person("Bruno"))
    assert files(settings) == []


def test_key_of_documents_is_replaced_and_every_document_still_opens():
    row, root = a_document(), person("Gaja")
    with pytest.raises(PermissionDenied):
        rotate_documents_key(actor=root)
    RoleGrant.objects.create(user=root, role=Role.ADMINISTRATOR)
    [old] = documents_keys()
    assert rotate_documents_key(actor=root) == 1
    between = a_document(row.organisation)
    assert rotate_documents_key(actor=root) == 2
    assert old not in documents_keys()
    for one in (row, between):
        again = StoredDocument.objects.get(pk=one.pk)
        assert read_document(document=again, actor=person("Bruno"))[1] == CONTENT


def test_key_of_documents_is_backed_up_with_the_others():
    a_document()
    assert key_store.DOCUMENTS in key_store.key_names()


def test_key_of_documents_that_was_swapped_is_found(settings):
    document = a_document()
    (Path(settings.KEYS_ROOT) / "installation-documents.key").write_text("ab" * 32)
    found = [str(one) for one in documents_key_differences() if isinstance(one, Difference)]
    assert found == [
        f"seal of stored document {document.pk}: the key on this machine does not open it"
    ]
