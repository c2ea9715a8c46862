"""A backup that is not whole, not ours or not of this program is refused before anything else."""

import hashlib
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from audit.backup.database import PARTS
from audit.backup.manifest import (
    BackupError,
    BackupPart,
    Ledger,
    Manifest,
    check_parts,
    fingerprint,
    read_manifest,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A backup as far as its manifest goes; its database is none."""
    contents = {PARTS[connection.vendor]: b"a database", "media/sealed/2026/a.sealed": b"a file"}
    parts = []
    for name, content in contents.items():
        path = tmp_path / "backup" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        parts.append(BackupPart(name, len(content), hashlib.sha256(content).hexdigest()))
    manifest = Manifest(
        made_at="2026-11-22T06:00:00+00:00",
        engine=connection.vendor,
        engine_version="15",
        ledger=Ledger(0, ""),
        migrations=("audit.0001_initial",),
        keys=(),
        lost=(),
        parts=tuple(parts),
    )
    manifest.write(tmp_path / "backup")
    return tmp_path / "backup"


def change(folder, **values):
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def test_manifest_is_read_as_it_was_written(folder):
    manifest = read_manifest(folder)
    check_parts(folder, manifest)
    assert [name for _part, name in manifest.media()] == ["sealed/2026/a.sealed"]


@pytest.mark.parametrize("name", [*PARTS.values(), "media/sealed/2026/a.sealed"])
@pytest.mark.parametrize("damaged", [b"", b"a databas", b"a fil", b"another!!!", b"a fild"])
def test_part_that_was_changed_or_cut_short_is_refused(folder, name, damaged):
    path = folder / (PARTS[connection.vendor] if name in PARTS.values() else name)
    path.write_bytes(damaged)
    with pytest.raises(CommandError, match=r"Not restored: .* its hash differs"):
        call_command("restore", str(folder))


def test_part_that_is_missing_is_refused(folder):
    (folder / PARTS[connection.vendor]).unlink()
    with pytest.raises(CommandError, match=r"Not restored: database\.\w+ cannot be read"):
        call_command("restore", str(folder))


def test_file_that_does_not_belong_is_refused(folder):
    (folder / "media" / "more").write_bytes(b"x")
    with pytest.raises(CommandError, match="media/more does not belong"):
        call_command("restore", str(folder))


@pytest.mark.parametrize("kept", [0, 10, -3])
def test_manifest_that_was_cut_short_is_refused(folder, kept):
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BackupError, match=r"manifest\.json cannot be read"):
        read_manifest(folder)


def test_folder_without_manifest_is_no_backup(folder):
    (folder / "manifest.json").unlink()
    with pytest.raises(CommandError, match="no whole backup"):
        call_command("restore", str(folder))


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "media/../../x", "", "media/\x00"])
def test_manifest_that_leads_out_of_its_folder_is_refused(folder, name):
    change(folder, parts=[{"path": name, "size": 1, "sha256": "00"}])
    with pytest.raises(BackupError, match="may not be called"):
        read_manifest(folder)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"merila": "backup/2"}, "not a backup that this version knows"),
        ({"engine": "another"}, "The backup is of another"),
        ({"migrations": ["grants.9999_tomorrow"]}, r"newer version.*grants\.9999_tomorrow"),
        ({"parts": 7}, "cannot be read"),
        ({"more": 7}, "cannot be read"),
    ],
)
def test_backup_of_another_kind_is_refused(folder, values, why):
    change(folder, **values)
    with pytest.raises(CommandError, match=why):
        call_command("restore", str(folder))


def test_backup_of_another_day_is_told_by_its_fingerprint(folder):
    with pytest.raises(CommandError, match="fingerprint is another"):
        call_command("restore", str(folder), f"--fingerprint={'0' * 64}")


def test_restore_never_writes_over_an_installation(folder):
    tables = set(connection.introspection.table_names())
    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("restore", str(folder), f"--fingerprint={fingerprint(folder)}")
    assert set(connection.introspection.table_names()) == tables
