import sys
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from reports.demo.load import load_demo, write_logins
from reports.documents.pdf import renderers


class Command(BaseCommand):
    help = "Loads the fictional municipality of the demonstration; a second time does nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--migrate", action="store_true", help="bring the tables up first")

    def handle(self, *args: Any, **options: Any) -> None:
        # Its libraries take seconds to load: meanwhile the story begins.
        threading.Thread(target=renderers.get_ready).start()
        if options["migrate"]:
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        loaded = load_demo(DemoProgress())
        write_logins()
        self.stdout.write("The demo is loaded." if loaded else "The demo is already here.")


class DemoProgress:
    """How many acts of the story are done, after how many seconds: now and then a line."""

    def __init__(self) -> None:
        self._began = self._told = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= 3 or done == total:
            self._told = now
            sys.stderr.write(f"        {done} of {total} acts, {now - self._began:.0f} s\n")
            sys.stderr.flush()
