from typing import Any

from django.core.management.base import BaseCommand

from reports.demo.load import load_demo, write_logins


class Command(BaseCommand):
    help = "Loads the fictional municipality of the demonstration; a second time does nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_demo()
        write_logins()
        self.stdout.write("The demo is loaded." if loaded else "The demo is already here.")
