"""`manage.py check_call FILE`: every fault of a call file, with its place and a sentence."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.languages import LANGUAGES
from callfile.faults import Severity
from grants.call_files.file_check import check_call_file
from grants.words.call_file_messages import fault_summary, line_of


class Command(BaseCommand):
    """Print the faults; exit with 1 if one of them is an error."""

    help = "Check a call file (YAML or JSON) and explain every fault in it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=list(LANGUAGES), default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                faults = check_call_file(options["file"], timezone.localtime())
            except OSError as error:
                reason = error.strerror or str(error)
                message = _("%(file)s cannot be opened: %(reason)s")
                raise CommandError(message % {"file": options["file"], "reason": reason}) from error
            for fault in faults:
                self.stdout.write(line_of(fault))
            self.stdout.write(fault_summary(faults))
        if any(fault.severity is Severity.ERROR for fault in faults):
            raise SystemExit(1)
