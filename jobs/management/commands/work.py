import logging
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django_q.cluster import Cluster

from jobs.errands import run_errands

# Also the longest time that a job of a killed worker stays untouched.
_BETWEEN_LOOKS = 2


class Command(BaseCommand):
    help = "Works on the queue until it is told to stop; takes up what a killed worker left."

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("django_q").setLevel(logging.WARNING)
        cluster = Cluster()
        connection.close()
        cluster.start()
        while cluster.sentinel is not None and cluster.sentinel.is_alive():
            run_errands()
            # A server that was away is asked anew.
            connection.close()
            time.sleep(_BETWEEN_LOOKS)
        if not cluster.has_stopped:
            sys.exit(1)
