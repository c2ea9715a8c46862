"""What is counted for the operator: numbers of things, never of whom."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Model
from django.utils import timezone

from audit.selectors import log_size
from config.metrics import Family
from grants.models import Application, Call, Submission
from jobs.heartbeat import last_beat
from jobs.models import Job, Letter
from jobs.models.job import UNFINISHED


def measure() -> Iterator[Family]:
    """The families of /metrics, with their samples."""
    yield _by_state("calls", "Calls by state.", Call)
    yield _by_state("applications", "Applications by state.", Application)
    yield _by_state("jobs", "Jobs by state.", Job)
    yield _one("submissions", "Submissions accepted.", Submission.objects.count())
    yield _one("ledger_entries", "Entries of the ledger.", log_size())
    yield _one("job_items_waiting", "Items of unfinished jobs still to be done.", _items_waiting())
    yield _one("job_oldest_waiting_seconds", "Age of the oldest job in the queue.", _oldest_job())
    yield _one(
        "mail_oldest_waiting_seconds",
        "Age of the oldest letter that is still to be sent by e-mail.",
        _oldest_letter(),
    )
    beat = last_beat()
    if beat is not None:
        age = (timezone.now() - beat).total_seconds()
        yield _one("worker_heartbeat_age_seconds", "Since a worker was last alive.", round(age, 1))


def _by_state(name: str, meaning: str, model: type[Model]) -> Family:
    rows = model._default_manager.order_by().values_list("state").annotate(Count("pk"))
    return Family(name, meaning, [({"state": state}, count) for state, count in rows])


def _one(name: str, meaning: str, value: float) -> Family:
    return Family(name, meaning, [({}, value)])


def _items_waiting() -> int:
    rows = Job.objects.filter(state__in=UNFINISHED).values_list("total", "progress")
    return sum(total - progress for total, progress in rows)


def _oldest_job() -> float:
    # A running one is woken anew with each slice of work, as long as anybody works.
    unfinished = Job.objects.filter(state__in=UNFINISHED)
    found: dict[str, Any] = unfinished.aggregate(Min("woken_at"))
    return _age(found["woken_at__min"])


def _oldest_letter() -> float:
    """Since the act that promised it; a submission stands for its letters until they are noted."""
    noted: dict[str, Any] = Letter.objects.aggregate(since=Min("promised_at"))
    unnoted = Submission.objects.filter(mail_due_at__isnull=False)
    found: dict[str, Any] = unnoted.aggregate(since=Min("submitted_at"))
    return max(_age(noted["since"]), _age(found["since"]))


def _age(since: datetime | None) -> float:
    return round((timezone.now() - since).total_seconds(), 1) if since else 0
