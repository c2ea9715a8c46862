import signal
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from jobs.crew import Crew
from jobs.errands import run_errands

# Also the longest time that an item of a killed worker stays untouched.
_BETWEEN_LOOKS = 2


class Command(BaseCommand):
    help = "Does the jobs until it is told to stop; takes up what a killed worker left."

    def handle(self, *args: Any, **options: Any) -> None:
        stopping: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda received, _frame: stopping.append(received))
        crew = Crew(settings.WORKERS)
        while not stopping:
            crew.fill()
            run_errands()
            # A server that was away is asked anew.
            connection.close()
            time.sleep(_BETWEEN_LOOKS)
        crew.stop()
