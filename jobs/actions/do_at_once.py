"""Do in the request what is too small for the queue: the same kind, the same two halves."""

from typing import Any

from accounts.models import User
from jobs.actions.do_item import do_item
from jobs.models import Job
from jobs.registry import get_kind


def do_at_once(
    *, kind: str, actor: User, call_id: int, funder_id: int, parameters: dict[str, Any]
) -> None:
    """Raises what the kind raises; nothing of it stands in the queue."""
    chosen = get_kind(kind)
    job = Job(
        kind=kind, created_by=actor, call_id=call_id, funder_id=funder_id, parameters=parameters
    )
    for key in chosen.list_items(job):
        do_item(kind=chosen, job=job, key=key)
