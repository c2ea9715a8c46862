"""Take over a request that waits in the account: with that it is delivered, and its time runs."""

from django.utils import timezone

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.requests._requests import SERVED_BY_POST, lock_open, remind
from grants.core.workflow import ApplicationWork
from grants.models import Request
from grants.selectors.requests.legal_time import delivered_on, due_after


def accept_request(*, request: Request, actor: User) -> Request:
    """The delivered request, due after its days; taken over once, again changes nothing.

    Raises Refused where nothing is asked any more.
    """
    with act(request.application, ApplicationWork.ACCEPT_REQUEST, actor) as done:
        done.require()
        locked = lock_open(request, done)
        done.require_moment()
        if delivered_on(locked, done.at) is not None:
            return locked
        if locked.by_post:
            raise Refused(SERVED_BY_POST)
        locked.delivered_at, locked.delivered_to = done.at, actor
        locked.due_at = due_after(done.call, timezone.localdate(done.at), locked.days)
        locked.due_entry = done.record(
            pub={},
            payload={"application": done.application.number, "number": locked.number},
            rows={"request due": [locked]},
        )
        locked.save(update_fields=["delivered_at", "delivered_to", "due_at", "due_entry"])
        remind(done, locked)
        return locked
