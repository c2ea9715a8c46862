"""Take a backup while the installation goes on working."""

import hashlib
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage
from django.db import connection

from audit.backup import database
from audit.backup.manifest import MEDIA, BackupError, BackupPart, Manifest, inside, measure
from audit.keys import store as key_store

# A file that two snapshots name and nobody can read is lost; one that only the first names was
# removed in the meantime. Each round copies only what came after the one before it.
_ROUNDS: Final = 5


def take_backup(folder: Path) -> Manifest:
    """The backup in a new folder, whole or not at all. Raises BackupError, OSError."""
    if folder.exists():
        raise BackupError(f"{folder} exists already; a backup is written into a new folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    draft.mkdir(mode=0o700)
    try:
        manifest = _write(draft)
        manifest.write(draft)
        for path in sorted(draft.rglob("*"), reverse=True):
            database.sync(path)
        database.sync(draft)
        draft.rename(folder)
        database.sync(folder.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _write(folder: Path) -> Manifest:
    copied: dict[str, BackupPart] = {}
    missing: set[str] = set()
    for _round in range(_ROUNDS):
        state = database.dump(folder)
        lost = missing & state.files
        wanted = sorted(state.files - copied.keys())
        missing = {name for name in wanted if not _copy(folder, name, copied)}
        if missing <= lost:
            return _describe(folder, state, copied, lost)
    raise BackupError("Files vanish faster than they can be copied. Try at a quieter time.")


def _copy(folder: Path, name: str, copied: dict[str, BackupPart]) -> bool:
    """Files never change under their name, so that one copy is enough."""
    path = f"{MEDIA}/{inside(name)}"
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        with default_storage.open(name, "rb") as source, target.open("wb") as file:
            for block in source.chunks():
                file.write(block)
                digest.update(block)
                size += len(block)
    except FileNotFoundError:
        return False
    copied[name] = BackupPart(path, size, digest.hexdigest())
    return True


def _describe(
    folder: Path, state: database.State, copied: dict[str, BackupPart], lost: set[str]
) -> Manifest:
    for name in copied.keys() - state.files:
        (folder / copied[name].path).unlink()
    part = database.PARTS[connection.vendor]
    return Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        engine=connection.vendor,
        engine_version=state.version,
        ledger=state.ledger,
        migrations=state.migrations,
        keys=tuple(key_store.key_names()),
        lost=tuple(sorted(lost)),
        parts=(
            measure(folder / part, part),
            *(copied[name] for name in sorted(state.files & copied.keys())),
        ),
    )
