import logging
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django_q.cluster import Cluster

from jobs.actions.reclaim_jobs import reclaim_jobs
from jobs.errands import run_errands
from jobs.heartbeat import beat


class Command(BaseCommand):
    help = "Works on the queue until it is told to stop; takes up what a killed worker left."

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("django_q").setLevel(logging.WARNING)
        cluster = Cluster()
        connection.close()
        cluster.start()
        while cluster.sentinel is not None and cluster.sentinel.is_alive():
            beat()
            reclaim_jobs()
            run_errands()
            connection.close()
            # Also the longest time that a job of a killed worker stays untouched.
            time.sleep(2)
        if not cluster.has_stopped:
            sys.exit(1)
