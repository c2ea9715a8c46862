"""Have the long public documents of a call drawn: once, by a job."""

from django.db import transaction

from accounts.models import User
from grants.models import Call
from jobs.actions.enqueue_job import enqueue_job
from jobs.models import Job

JOB_KIND = "public_papers"


@transaction.atomic
def prepare_public_papers(*, call: Call, actor: User) -> Job:
    """The job that draws them; the newest one where it runs or has failed.

    Whoever reads may start it, so what has failed is tried again by the officer and not by readers.
    """
    newest = Job.objects.filter(kind=JOB_KIND, call_id=call.pk).order_by("-created_at").first()
    if newest is not None and (not newest.is_finished or newest.failures):
        return newest
    return enqueue_job(
        kind=JOB_KIND,
        actor=actor,
        call_id=call.pk,
        funder_id=call.funder_id,
        once_key=f"{JOB_KIND}-{call.pk}",
    )
