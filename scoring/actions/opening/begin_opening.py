"""Confirm the opening; in a large call the second confirmation has the workers open it."""

from django.db import transaction

from accounts.models import User
from grants.actions.begin_act import MOST_AT_ONCE
from grants.call_jobs import OPENING
from grants.core import call_stages
from grants.models import Call
from jobs.actions.enqueue_job import enqueue_job
from jobs.models import Job
from scoring.actions.opening.confirm_opening import confirm_opening
from scoring.selectors.committee.attendance import Attendance


@transaction.atomic
def begin_opening(*, call: Call, actor: User, attendance: Attendance | None = None) -> Job | None:
    """The job that opens, the same one while it is under way; None where none is needed.

    Of an opening that was interrupted it goes on, with one confirmation. Raises what
    `confirm_opening` raises.
    """
    is_large = call.applications.count() > MOST_AT_ONCE
    session = confirm_opening(call=call, actor=actor, attendance=attendance, reads=not is_large)
    call.refresh_from_db(fields=["state"])
    if session.entry is None or call.state not in call_stages.SEALED:
        return None
    return enqueue_job(
        kind=OPENING,
        actor=actor,
        call_id=call.pk,
        funder_id=call.funder_id,
        once_key=f"{OPENING}-{call.pk}",
    )
