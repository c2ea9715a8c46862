"""manage.py fsck: exit 0 where everything agrees, 1 with the first difference, 2 if it cannot."""

from argparse import ArgumentParser
from itertools import islice

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from audit.fsck import differences, registered
from audit.selectors import log_size, tree_root
from audit.snapshot import one_snapshot


class Command(BaseCommand):
    help = "Recompute the ledger and what other apps registered; report the first difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="report every difference")

    def handle(self, *args: object, **options: bool) -> None:
        most = None if options["all"] else 1
        try:
            with one_snapshot():
                found = list(islice(differences(), most))
                size = log_size()
                root = "" if found else tree_root(size).hex()
        except (DatabaseError, OSError) as error:
            raise CommandError(f"fsck could not look: {error}", returncode=2) from error
        if found:
            raise CommandError("\n".join(f"Difference: {one}" for one in found), returncode=1)
        self.stdout.write(f"All {size} entries agree. Root {root}. Checks: {len(registered())}.")
