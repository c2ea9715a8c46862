"""Put a backup into an installation that holds nothing yet."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection

from audit.backup import database
from audit.backup.manifest import BackupError, Manifest, check_parts, read_manifest
from audit.keys import store as key_store
from audit.proof import fsck
from audit.selectors import log_size, tree_root


def check_backup(folder: Path) -> Manifest:
    """The manifest, once every part has been found to be what it says. Raises BackupError."""
    manifest = read_manifest(folder)
    check_parts(folder, manifest)
    if manifest.engine != connection.vendor:
        raise BackupError(
            f"The backup is of {manifest.engine}, this installation has {connection.vendor}."
        )
    newer = sorted(set(manifest.migrations) - database.known_migrations())
    if newer:
        raise BackupError(f"The backup is of a newer version of Merila: it knows {newer[0]}.")
    return manifest


def require_empty() -> None:
    """Nothing is ever written over. Raises BackupError."""
    if not database.holds_nothing():
        raise BackupError("The database is not empty. A backup is restored into an empty one.")
    if any(_stored()):
        raise BackupError("Files are stored already. A backup is restored into an empty storage.")
    if key_store.key_names():
        raise BackupError(f"{settings.KEYS_ROOT} is not empty. Keys are never written over.")


def put_back(folder: Path, manifest: Manifest, keys: Mapping[str, bytes]) -> None:
    """Files, then keys, then the database. Raises BackupError.

    The database comes last, so that an interrupted restore leaves nothing that looks whole.
    """
    for part, name in manifest.media():
        with (folder / part.path).open("rb") as file:
            if default_storage.save(name, File(file)) != name:
                raise BackupError(f"{name} could not be stored under its name.")
    put_back_keys(keys)
    database.restore(folder)


def put_back_keys(keys: Mapping[str, bytes]) -> None:
    """Those that are there already must be the same. Raises BackupError."""
    try:
        for name, key in keys.items():
            key_store.put_keys_back(name, key)
    except (key_store.KeyUnfitError, ValueError) as error:
        raise BackupError(str(error)) from None


def differences_from(manifest: Manifest) -> list[str]:
    """What fsck finds after a restore, and whether the root is the one that was backed up."""
    found = [str(one) for one in fsck.differences()]
    size = log_size()
    root = tree_root(size).hex() if size and not found else ""
    if not found and root != manifest.ledger.root:
        found.append(f"root of the ledger: {root}, backed up was {manifest.ledger.root}")
    return found


def _stored() -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir("")
    except FileNotFoundError:
        return [], []
