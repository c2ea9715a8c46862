"""Begin an act on a whole call: at once where the call is small, by the workers where it is large.

Either way it is the same kind of job (`jobs/registry.py`): what is slow is computed while nobody
waits, and the act itself is written in its own short transaction, which asks everything again.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from django.db import transaction

from accounts.models import User
from audit.database.clock import database_now
from grants.actions._transition import lock_call
from grants.models import Call
from grants.selectors.may import require_moment, require_state, way_of
from jobs.actions.do_at_once import do_at_once
from jobs.actions.enqueue_job import enqueue_job
from jobs.models import Job

# So many applications take about a second at most.
MOST_AT_ONCE: Final = 300
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def begin_act(
    *,
    kind: str,
    call: Call,
    step: StrEnum,
    actor: User,
    parameters: Mapping[str, Any] = _NOTHING,
    of: Any = None,
) -> Job | None:
    """None where it is done; the job where workers do it, the same one while it is under way.

    `of` is what the permission is about where that is not the call. Raises Refused where the step
    is not taken now and where a job of this kind with other `parameters` is under way,
    PermissionDenied; and whatever the act raises where it is done at once.
    """
    way_of(step).who.require(actor, call if of is None else of)
    about: dict[str, Any] = {"call_id": call.pk, "funder_id": call.funder_id}
    about["parameters"] = dict(parameters)
    if call.applications.count() <= MOST_AT_ONCE:
        do_at_once(kind=kind, actor=actor, **about)
        return None
    require_state(step, call)
    require_moment(step, call, database_now())
    with transaction.atomic():
        # Whoever presses at the same moment finds the job of the other.
        lock_call(call)
        return enqueue_job(kind=kind, actor=actor, once_key=f"{kind}-{call.pk}", **about)
