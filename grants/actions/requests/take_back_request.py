"""Take back a request that was not answered: nobody waits for an answer any more."""

from django.utils.translation import gettext as _

from accounts.core.plain_text import clean_text
from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.requests._requests import close, lock_open
from grants.core.workflow import ApplicationWork
from grants.models import Request, RequestOutcome


def take_back_request(*, request: Request, reason: str, actor: User) -> Request:
    """The closed request; what was asked, and why no more, stays on record. Raises Refused."""
    with act(request.application, ApplicationWork.TAKE_BACK_REQUEST, actor) as done:
        done.require()
        locked = lock_open(request, done)
        why = clean_text(reason)
        if not why:
            raise Refused(_("Write why the request is taken back."), field="reason")
        return close(done, locked, RequestOutcome.TAKEN_BACK, because=why)
