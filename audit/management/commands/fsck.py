"""manage.py fsck: exit 0 where everything agrees, 1 with the first difference, 2 if it cannot."""

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from audit.proof.fsck import Check, Difference, Finding, Tally, findings, registered
from audit.proof.pinned import (
    NoSuchMark,
    cut_differences,
    given_key_differences,
    own_key_differences,
    read_mark,
)
from audit.proof.snapshot import one_snapshot
from audit.proof.stored_files import file_differences
from audit.selectors import log_size, tree_root

_SECONDS: Final = 2.0


class Command(BaseCommand):
    help = (
        "Recompute the ledger, compare it with every row and every stored file that it speaks of; "
        "report the first difference. Reads only, and nobody waits for it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="report every difference")
        parser.add_argument(
            "--key",
            type=Path,
            metavar="FILE",
            help="the key that must sign: a key file, or a public key as one line; without it the "
            "installation's own",
        )
        parser.add_argument(
            "--at-least",
            type=Path,
            metavar="CHECKPOINT",
            help="a file with a signed checkpoint, or a receipt: all that it covers must be there",
        )
        parser.add_argument(
            "--without-files", action="store_true", help="do not read the stored files"
        )

    def handle(self, *args: object, **options: Any) -> None:
        found: list[Difference] = []
        counts: Counter[tuple[str, str]] = Counter()
        try:
            checks = _checks(options)
            with one_snapshot():
                for one in self._watched(findings(checks)):
                    if isinstance(one, Tally):
                        counts[one.kind, one.why] += one.count
                        continue
                    found.append(one)
                    if not options["all"]:
                        break
                size = log_size()
                root = "" if found else tree_root(size).hex()
        except (DatabaseError, OSError, NoSuchMark) as error:
            raise CommandError(f"fsck could not look: {error}", returncode=2) from error
        if found:
            raise CommandError("\n".join(f"Difference: {one}" for one in found), returncode=1)
        self.stdout.write(f"All {size} entries agree. Root {root}. Checks: {len(checks)}.")
        for line in _summary(counts):
            self.stdout.write(line)

    def _watched(self, found: Iterator[Finding]) -> Iterator[Finding]:
        """What is being compared, said now and then where somebody looks on."""
        said, counts = time.monotonic(), Counter[str]()
        for one in found:
            if isinstance(one, Tally):
                counts[one.kind] += one.count
                if sys.stderr.isatty() and time.monotonic() - said > _SECONDS:
                    said = time.monotonic()
                    sys.stderr.write(f"  {one.kind}: {counts[one.kind]}\n")
            yield one


def _checks(options: dict[str, Any]) -> list[Check]:
    checks = list(registered())
    if options["key"]:
        given: Check = partial(given_key_differences, read_mark(options["key"]))
        checks = [given if one is own_key_differences else one for one in checks]
    if options["at_least"]:
        checks.append(partial(cut_differences, read_mark(options["at_least"])))
    if options["without_files"]:
        checks = [_files_left_out if one is file_differences else one for one in checks]
    return checks


def _files_left_out() -> Iterator[Finding]:
    yield Tally("stored file", 0, "left out on request: none was read")


def _summary(counts: Counter[tuple[str, str]]) -> Iterator[str]:
    compared = [f"{kind} {count}" for (kind, why), count in counts.items() if not why and count]
    yield "Compared: " + (", ".join(compared) or "nothing") + "."
    for (kind, why), count in counts.items():
        if why:
            yield f"Not compared: {kind} {count} ({why})."
