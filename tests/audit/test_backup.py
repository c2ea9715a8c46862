"""The drill: a backup taken while others submit, put back elsewhere, is the same installation."""

import errno
import json
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from audit.actions.append_entry import append_entry
from audit.backup import take
from audit.backup.database import PARTS
from audit.backup.manifest import read_manifest
from audit.backup.take import take_backup
from audit.core.entry import EntryType
from audit.database.clock import pretended_time
from audit.keys.pseudonyms import SYSTEM
from audit.selectors import log_size, tree_root
from grants.actions.applying.add_attachment import add_attachment
from grants.actions.applying.remove_attachment import remove_attachment
from grants.actions.applying.submit_application import submit_application
from grants.models import Application, Attachment, Call, Submission
from reports.models import Document, DocumentKind
from tests.grants.applying import a_filled_draft, a_pdf, moment
from tests.installation import Installation, installation
from tests.personas import person, say_roles
from tests.small_call import small_call, texts
from tests.stage import FILING, PREPARED, a_published_call, an_organisation, at

pytestmark = pytest.mark.django_db(transaction=True)

PASSPHRASE = "slana voda, sladke murve"


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.KEYS_ROOT = tmp_path / "keys"
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n")


def call_with_files() -> Call:
    lots = small_call()["lots"]
    files = {"code": "budget", "kind": "file", "label": texts("Predračun"), "types": ["pdf"]}
    for lot in lots:
        lot["form"]["sections"][0]["fields"].append({**files, "required": False, "max_mb": 1})
    with at(PREPARED), transaction.atomic():
        say_roles()
    return a_published_call(lots=lots)


def a_sent_application(call: Call, name: str) -> Submission:
    draft = a_filled_draft(call, an_organisation(name))
    with at(FILING):
        attach(draft, name)
        draft.refresh_from_db()
        return submit_application(
            application=draft, draft_version=draft.draft_version, actor=person("Bruno")
        )


def attach(draft: Application, title: str) -> Attachment:
    return add_attachment(
        application=draft,
        field="budget",
        name="predračun.pdf",
        content=a_pdf(title),
        actor=person("Bruno"),
    )


def a_document(call: Call) -> Document:
    document = Document(
        call=call,
        kind=DocumentKind.PUBLIC_CALL,
        name="razpis.json",
        content_type="application/json",
        size=2,
        sha256="44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        created_at=moment(FILING),
    )
    document.file.save("razpis.json", ContentFile(b"{}"), save=False)
    with at(FILING), transaction.atomic():
        append_entry(
            type=EntryType.RESULTS_PUBLISHED,
            call_code=call.code,
            actor=SYSTEM,
            pub={},
            payload={},
            rows={"document": [document]},
        )
    document.save()
    return document


def a_place_for_keys(folder: Path) -> list[str]:
    """Options of backup and restore."""
    place = folder / "elsewhere"
    place.mkdir()
    return [f"--keys={place / 'keys.json'}", f"--passphrase-file={folder / 'passphrase'}"]


def look_into(other: Installation, receipt: dict[str, Any]) -> dict[str, Any]:
    look = "from tests.audit.restored import report; report()"
    shell = ("manage.py", "shell", "--no-imports", "-c", look)
    return json.loads(other.python(*shell, given=json.dumps(receipt)))


@contextmanager
def somebody_submitting(drafts: list[Application]) -> Iterator[threading.Event]:
    """A second connection that submits, attaches and removes while the block runs."""
    begun, faults = threading.Event(), []

    def submit() -> None:
        try:
            with pretended_time(moment(FILING)):
                for draft in drafts:
                    remove_attachment(attachment=attach(draft, "na"), actor=person("Bruno"))
                    attach(draft, "da")
                    draft.refresh_from_db()
                    version = draft.draft_version
                    submit_application(
                        application=draft, draft_version=version, actor=person("Bruno")
                    )
                    begun.set()
        except Exception as fault:
            faults.append(fault)
        finally:
            begun.set()
            connections.close_all()

    with at(FILING):
        hand = threading.Thread(target=submit)
        hand.start()
        try:
            yield begun
        finally:
            hand.join()
    assert faults == []


@pytest.mark.timeout(300)
def test_backup_taken_while_others_submit_is_the_same_installation_elsewhere(tmp_path):
    call = call_with_files()
    receipt = a_sent_application(call, "Prvo društvo").receipt
    a_document(call)
    drafts = [a_filled_draft(call, an_organisation(f"Društvo {n}")) for n in range(8)]
    folder, keys = tmp_path / "backup", a_place_for_keys(tmp_path)
    with somebody_submitting(drafts) as begun:
        assert begun.wait(30)
        call_command("backup", str(folder), *keys)
    manifest = read_manifest(folder)
    assert 2 < manifest.ledger.size <= log_size()
    assert manifest.ledger.root == tree_root(manifest.ledger.size).hex()
    assert not any("keys" in path.parts for path in folder.rglob("*"))

    with installation(database=connection.vendor, web=0, migrate=False) as other:
        said = other.manage("restore", str(folder), *keys)
        assert f"After:  {manifest.ledger.size} entries, root {manifest.ledger.root}" in said
        assert "Everything agrees" in said
        assert "missing" not in said
        found = look_into(other, receipt)
    assert found["receipt_holds"]
    assert found["documents"] == 1
    assert found["sent"] >= 2
    assert found["attachments"] >= found["sent"]
    assert found["unreadable"] == found["changed"] == []


@pytest.mark.timeout(300)
def test_restore_brings_the_keys_later_too(tmp_path):
    receipt = a_sent_application(call_with_files(), "Prvo društvo").receipt
    folder, keys = tmp_path / "backup", a_place_for_keys(tmp_path)
    call_command("backup", str(folder), *keys)
    with installation(database=connection.vendor, web=0, migrate=False) as other:
        said = other.manage("restore", str(folder))
        assert "Everything agrees" in said
        assert "3 keys are missing: calls/" in said
        assert "3 keys are back" in other.manage("restore", *keys)
        found = look_into(other, receipt)
    assert found["receipt_holds"]
    assert (found["attachments"], found["unreadable"]) == (1, [])


def test_backup_copes_with_a_file_that_vanishes_while_it_copies(tmp_path, monkeypatch):
    draft = a_filled_draft(call_with_files())
    with at(FILING):
        going = attach(draft, "gre")
    copy = take._copy

    def copy_after_removal(folder, name, copied):
        with at(FILING):
            if Attachment.objects.filter(pk=going.pk, removed_at=None).exists():
                remove_attachment(attachment=going, actor=person("Bruno"))
        return copy(folder, name, copied)

    monkeypatch.setattr(take, "_copy", copy_after_removal)
    monkeypatch.setattr(take, "_ROUNDS", 2)
    manifest = take_backup(tmp_path / "backup")
    assert manifest.lost == ()
    assert [part.path for part in manifest.parts] == [PARTS[connection.vendor]]


def test_backup_names_a_file_that_was_lost_long_before(tmp_path, capsys):
    draft = a_filled_draft(call_with_files())
    with at(FILING):
        lost = attach(draft, "izgubljena")
    default_storage.delete(lost.sealed_file.name)
    with pytest.raises(CommandError, match=r"1 files that rows name are lost: sealed/"):
        call_command("backup", str(tmp_path / "backup"))
    assert read_manifest(tmp_path / "backup").lost == (lost.sealed_file.name,)


def test_full_disk_leaves_nothing_that_looks_like_a_backup(tmp_path):
    """The limit on the size of files stands in for the disk: the database alone is larger."""
    a_sent_application(call_with_files(), "Prvo društvo")
    place = tmp_path / "disk"
    place.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * 1024, hard))
    try:
        with pytest.raises(CommandError, match="There is no whole backup"):
            call_command("backup", str(place / "backup"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(place.iterdir()) == []


def test_disk_that_fills_with_the_files_leaves_nothing_either(tmp_path, monkeypatch):
    a_sent_application(call_with_files(), "Prvo društvo")

    def full(_folder, _name, _copied):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(take, "_copy", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", str(tmp_path / "disk" / "backup"))
    assert list((tmp_path / "disk").iterdir()) == []


def test_keys_are_never_written_into_the_backup(tmp_path):
    with pytest.raises(CommandError, match="must not lie in the backup"):
        call_command("backup", str(tmp_path / "b"), f"--keys={tmp_path / 'b' / 'keys'}")
    assert not (tmp_path / "b").exists()


def test_backup_holds_no_key_and_no_sealed_word(tmp_path, settings):
    a_sent_application(call_with_files(), "Prvo društvo")
    take_backup(tmp_path / "backup")
    keys = [path.read_text().strip() for path in Path(settings.KEYS_ROOT).rglob("*.key")]
    assert len(keys) == 3
    parts = [path for path in (tmp_path / "backup").rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in parts)
    for secret in (*map(str.encode, keys), *map(bytes.fromhex, keys), b"Pesmi treh obal"):
        assert secret not in content
