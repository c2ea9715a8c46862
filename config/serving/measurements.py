"""What is counted for the operator: numbers of things, never of whom."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Model
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from audit.selectors import log_size
from grants.models import Application, Call, Submission
from jobs.heartbeat import last_beat
from jobs.models import Job, Letter
from jobs.models.job import UNFINISHED


class Measurements(Collector):
    """The families of /metrics that are counted when somebody asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _by_state("calls", "Calls by state.", Call)
        yield _by_state("applications", "Applications by state.", Application)
        yield _by_state("jobs", "Jobs by state.", Job)
        yield _one("submissions", "Submissions accepted.", Submission.objects.count())
        yield _one("ledger_entries", "Entries of the ledger.", log_size())
        yield _one("job_items_waiting", "Items of unfinished jobs to be done.", _items_waiting())
        yield _one("job_oldest_waiting_seconds", "Age of the oldest waiting job.", _oldest_job())
        yield _one(
            "mail_oldest_waiting_seconds",
            "Age of the oldest letter that is still to be sent by e-mail.",
            _oldest_letter(),
        )
        beat = last_beat()
        if beat is not None:
            age = (timezone.now() - beat).total_seconds()
            yield _one("worker_heartbeat_age_seconds", "Since a worker was last alive.", age)


def _by_state(name: str, meaning: str, model: type[Model]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"merila_{name}", meaning, labels=["state"])
    rows = model._default_manager.order_by().values_list("state").annotate(Count("pk"))
    for state, count in rows:
        family.add_metric([state], count)
    return family


def _one(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"merila_{name}", meaning, value=value)


def _items_waiting() -> int:
    rows = Job.objects.filter(state__in=UNFINISHED).values_list("total", "progress")
    return sum(total - progress for total, progress in rows)


def _oldest_job() -> float:
    # A running one waits anew after each slice of work, as long as anybody works.
    unfinished = Job.objects.filter(state__in=UNFINISHED)
    found: dict[str, Any] = unfinished.aggregate(Min("waits_since"))
    return _age(found["waits_since__min"])


def _oldest_letter() -> float:
    """Since the act that promised it; a submission stands for its letters until they are noted."""
    noted: dict[str, Any] = Letter.objects.aggregate(since=Min("promised_at"))
    unnoted = Submission.objects.filter(mail_due_at__isnull=False)
    found: dict[str, Any] = unnoted.aggregate(since=Min("submitted_at"))
    return max(_age(noted["since"]), _age(found["since"]))


def _age(since: datetime | None) -> float:
    return round((timezone.now() - since).total_seconds(), 1) if since else 0
