"""Have the long files of a call made: once, by a job."""

from collections.abc import Sequence
from typing import Final

from django.db import transaction

from accounts.models import User
from grants.models import Application, Call
from jobs.actions.enqueue_job import enqueue_job
from jobs.models import Job

PUBLIC_PAPERS: Final = "public_papers"
SUMMARY_FILES: Final = "summary_files"
CASE_FILE: Final = "case_file"


@transaction.atomic
def prepare_files(*, kind: str, call: Call, actor: User) -> Job:
    """The job that makes those of this kind; the newest one where it runs or has failed.

    Whoever reads may start it, so what has failed is tried again by the officer and not by readers.
    """
    newest = Job.objects.filter(kind=kind, call_id=call.pk).order_by("-created_at").first()
    if newest is not None and (not newest.is_finished or newest.failures):
        return newest
    return enqueue_job(
        kind=kind,
        actor=actor,
        call_id=call.pk,
        funder_id=call.funder_id,
        once_key=f"{kind}-{call.pk}",
    )


@transaction.atomic
def prepare_case_file(
    *,
    application: Application,
    for_desk: bool,
    language: str,
    unread: Sequence[int],
    actor: User,
) -> Job:
    """The job that makes the file of an application; the one that runs already where it does."""
    call = application.call
    about = {"number": application.number, "for_desk": for_desk, "language": language}
    about["unread"] = list(unread)
    return enqueue_job(
        kind=CASE_FILE,
        actor=actor,
        call_id=call.pk,
        funder_id=call.funder_id,
        parameters=about,
        once_key=f"{CASE_FILE}-{application.pk}-{for_desk}-{language}-{unread}",
    )
