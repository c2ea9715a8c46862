"""manage.py restore FOLDER [--keys FILE]: a backup into an installation that holds nothing yet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from audit.backup.database import known_migrations
from audit.backup.key_file import read_key_file
from audit.backup.manifest import BackupError, Manifest, fingerprint
from audit.backup.passphrase import add_passphrase_option, ask_passphrase
from audit.backup.put_back import (
    check_backup,
    differences_from,
    put_back,
    put_back_keys,
    require_empty,
)
from audit.selectors import log_size, tree_root


class Command(BaseCommand):
    help = (
        "Check a backup to its last byte, put it into an empty installation, run fsck. "
        "Without FOLDER only keys are put back."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", help="the folder of the backup")
        parser.add_argument("--keys", type=Path, help="the file of the keys")
        parser.add_argument("--fingerprint", help="what `backup` printed: refuse any other backup")
        add_passphrase_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path | None = options["folder"]
        if not folder and not options["keys"]:
            raise CommandError("Say which backup to restore, or which file of keys.")
        try:
            manifest = _whole(folder.absolute(), options["fingerprint"]) if folder else None
            keys: dict[str, bytes] = {}
            if options["keys"]:
                keys = read_key_file(options["keys"], ask_passphrase(options["passphrase_file"]))
            if folder is None or manifest is None:
                put_back_keys(keys)
                self.stdout.write(f"{len(keys)} keys are back.")
                return
            put_back(folder.absolute(), manifest, keys)
            self._report(manifest, sorted(set(manifest.keys) - keys.keys()))
        except (BackupError, DatabaseError, OSError) as error:
            raise CommandError(f"Not restored: {error}") from error

    def _report(self, manifest: Manifest, missing: list[str]) -> None:
        ledger = manifest.ledger
        self.stdout.write(f"Before: {ledger.size} entries, root {ledger.root or '–'}.")
        for name in manifest.lost:
            self.stdout.write(f"Lost before the backup was made: {name}")
        if missing:
            self.stdout.write(
                f"{len(missing)} keys are missing: {', '.join(missing)}. Without them nothing is "
                "written to the ledger and sealed applications stay closed; `restore --keys FILE` "
                "puts them back."
            )
        if known_migrations() - set(manifest.migrations):
            self.stdout.write("This version of Merila is newer: run `migrate`, then `fsck`.")
            return
        if found := differences_from(manifest):
            lines = "\n".join(f"Difference: {one}" for one in found)
            raise CommandError(f"Restored, but fsck does not agree:\n{lines}")
        size = log_size()
        root = tree_root(size).hex() if size else "–"
        self.stdout.write(f"After:  {size} entries, root {root}. Everything agrees.")


def _whole(folder: Path, wanted: str | None) -> Manifest:
    """Looked at before anything is written. Raises BackupError."""
    manifest = check_backup(folder)
    if wanted not in (None, fingerprint(folder)):
        raise BackupError("The fingerprint is another one: this is not that backup.")
    require_empty()
    return manifest
