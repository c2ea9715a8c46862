"""The kinds of job that are acts on a whole call."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.urls import reverse

from grants.models import Call
from jobs.models import Job
from jobs.registry import JobKind

# The kind that opens what is sealed; while one is under way, a call is not cancelled.
OPENING: Final = "opening"
# The kind that takes away what an opening has left open, once its call is cancelled.
CLOSING: Final = "closing"
_WHOLE: Final = "act"


def call_of_job(job: Job) -> Call:
    """Raises KeyError for a job of no call."""
    if job.call_id is None:
        raise KeyError("call")
    return Call.objects.select_related("funder").get(pk=job.call_id)


def whole_act(
    *,
    code: str,
    title: Any,
    compute: Callable[[Job], Any],
    write: Callable[[Job, Any], object],
    page: Callable[[Job], str],
) -> JobKind:
    """An act of one piece; `page` is the address where it is taken."""

    def write_whole(job: Job, _key: str, made: Any) -> None:
        write(job, made)

    return JobKind(
        code=code,
        title=title,
        list_items=_one_item,
        compute=lambda job, _key: compute(job),
        write=write_whole,
        page=page,
    )


def page_of_call(route: str) -> Callable[[Job], str]:
    return lambda job: reverse(route, args=[call_of_job(job).code])


def _one_item(job: Job) -> Sequence[str]:
    return [_WHOLE]
