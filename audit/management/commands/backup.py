"""manage.py backup FOLDER [--keys FILE]: the installation as files, while it goes on working."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from audit.backup.key_file import write_keys
from audit.backup.manifest import BackupError, fingerprint
from audit.backup.passphrase import add_passphrase_option, ask_passphrase
from audit.backup.take import take_backup
from audit.keys.store import KeyUnfitError


class Command(BaseCommand):
    help = "Back up database and files into a new folder; with --keys also the keys, elsewhere."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
        parser.add_argument("--keys", type=Path, help="a new file for the keys, never in FOLDER")
        add_passphrase_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"].absolute()
        keys: Path | None = options["keys"] and options["keys"].absolute()
        if keys and keys.resolve().is_relative_to(folder.resolve()):
            raise CommandError("The keys must not lie in the backup that they open.")
        passphrase = ask_passphrase(options["passphrase_file"], twice=True) if keys else ""
        try:
            manifest = take_backup(folder)
            # After the database: whatever key it needs has been made by now.
            written = write_keys(keys, passphrase) if keys else 0
        except (BackupError, KeyUnfitError, DatabaseError, OSError) as error:
            raise CommandError(f"There is no whole backup: {error}") from error
        self.stdout.write(
            f"Backed up into {folder}: {len(manifest.parts) - 1} files, "
            f"{manifest.ledger.size} entries of the ledger.\n"
            f"Root {manifest.ledger.root or 'of an empty ledger'}."
        )
        self.stdout.write(
            f"{written} keys are in {keys}. Keep them and the passphrase away from the backup."
            if keys
            else "The keys are not in it: back them up with --keys FILE, and keep them elsewhere."
        )
        # Alone at the end, where a program finds it too.
        self.stdout.write(f"Fingerprint {fingerprint(folder)}")
        if manifest.lost:
            lost = ", ".join(manifest.lost[:5])
            raise CommandError(f"{len(manifest.lost)} files that rows name are lost: {lost}")
