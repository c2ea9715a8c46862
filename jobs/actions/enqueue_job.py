from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.refusal import Refused
from jobs.models import Job
from jobs.models.job import UNFINISHED
from jobs.registry import get_kind
from jobs.words import wait_in_words


@transaction.atomic
def enqueue_job(
    *,
    kind: str,
    actor: User,
    call_id: int | None = None,
    funder_id: int | None = None,
    parameters: dict[str, Any] | None = None,
    once_key: str = "",
) -> Job:
    """Put long work into the queue; the caller has already asked whether the actor may.

    With a `once_key`, a second request for the same while the first is unfinished returns the
    first; Refused, with the words that it is under way, where the first is of something else. The
    items are listed here, so that they are those of the moment the person pressed the button.
    Workers see the job once the transaction around it has held.
    """
    User.objects.select_for_update().get(pk=actor.pk)
    if once_key:
        running = Job.objects.filter(kind=kind, once_key=once_key, state__in=UNFINISHED).first()
        if running:
            if running.parameters != (parameters or {}):
                raise Refused(wait_in_words(running))
            return running
    job = Job.objects.create(
        kind=kind,
        created_by=actor,
        call_id=call_id,
        funder_id=funder_id,
        parameters=parameters or {},
        once_key=once_key,
    )
    keys = get_kind(kind).list_items(job)
    job.items.bulk_create(
        job.items.model(job=job, position=position, key=key) for position, key in enumerate(keys)
    )
    job.total = len(keys)
    job.save(update_fields=["total"])
    return job
