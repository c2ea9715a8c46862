from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from jobs.letters import kept_kinds
from jobs.models import ItemState, Job, JobItem, JobState, Letter, SentLetter
from jobs.models.job import UNFINISHED
from jobs.permissions import retry_job, view_job
from jobs.registry import acts, get_kind, in_order

FAILED_SHOWN = 50


def waiting_job() -> UUID | None:
    """The job that waits longest for a worker: with an item that nobody holds, or to be ended."""
    waiting = JobItem.objects.filter(job=OuterRef("pk"), state=ItemState.WAITING)
    free = waiting.filter(Q(leased_until=None) | Q(leased_until__lte=timezone.now()))
    held = waiting.filter(leased_until__gt=timezone.now())
    jobs = Job.objects.filter(Exists(free) | ~Exists(waiting), state__in=UNFINISHED)
    jobs = jobs.exclude(Exists(held), kind__in=in_order())
    return jobs.order_by("waits_since", "pk").values_list("pk", flat=True).first()


def act_under_way(call_id: int, kind: str = "") -> Job | None:
    """The act on a call that waits or runs: the newest of its kind, or of any."""
    rows = Job.objects.filter(call_id=call_id, state__in=UNFINISHED)
    return rows.filter(kind__in=[kind] if kind else acts()).order_by("-created_at").first()


def page_of_act(job: Job) -> str:
    """Where it was taken, and where one sees what it has done; nothing for another job."""
    page = get_kind(job.kind).page
    return page(job) if page is not None else ""


def files_of(job: Job) -> list[tuple[Any, str]]:
    """Words and addresses of what a job has made; nothing until all of it is made."""
    files = get_kind(job.kind).files
    return files(job) if files is not None and job.state == JobState.DONE else []


def address_of_act(job: Job | None, actor: User, otherwise: str) -> str:
    """The page of the job where there is one and the actor may see it."""
    return job.get_absolute_url() if job and view_job.allows(actor, job) else otherwise


def get_failed_items(job: Job) -> QuerySet[JobItem]:
    """The first failed items in the order of the job."""
    return job.items.filter(state=ItemState.FAILED).order_by("position")[:FAILED_SHOWN]


def describe_job(job: Job) -> dict[str, Any]:
    """What templates/components/job.html draws, and what a machine polls.

    On a page: `{% include "components/job.html" with ... %}` with these names.
    """
    return {
        "id": f"job-{job.pk}",
        "url": job.get_absolute_url(),
        "state": job.state,
        "total": job.total,
        "done": job.succeeded,
        "failed": job.failures,
        "waiting": job.waiting,
        "running": not job.is_finished,
        "is_whole": job.total == 1,
        "since": job.created_at,
    }


def get_job_page(job: Job, actor: User) -> dict[str, Any]:
    kind = get_kind(job.kind)
    return {
        "job": job,
        "title": kind.title,
        "page": page_of_act(job),
        "files": files_of(job),
        "failed_items": [] if kind.is_act else get_failed_items(job),
        "may_retry": job.is_finished and not kind.is_act and retry_job.allows(actor, job),
    }


# Beyond it a list of what waits helps nobody: the mail server is away.
MOST_WAITING = 100


def sent_letters(call_id: int) -> QuerySet[SentLetter]:
    """Newest first."""
    return SentLetter.objects.filter(call_id=call_id)


def letters_to_send(call_id: int) -> list[Letter]:
    """The first that wait for their time or for the mail server, of those that are kept."""
    rows = Letter.objects.filter(call_id=call_id, given_up_at=None, kind__in=kept_kinds())
    return list(rows.order_by("due_at", "pk")[:MOST_WAITING])
