"""Ask an applicant to supplement named things of an opened application until a time.

The reason and the article of the rules are written in every language of the call: a request that
names no ground would not stand, and nobody is asked for more than the form asks.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from accounts.models import User
from grants.actions._act import act
from grants.actions.requests._requests import Wanted, ask
from grants.core.workflow import ApplicationWork
from grants.models import Application, Request, RequestKind

__all__ = ["Wanted", "request_supplement"]


def request_supplement(
    *,
    application: Application,
    things: Sequence[Wanted],
    due_at: datetime,
    reason: Mapping[str, str],
    article: Mapping[str, str],
    actor: User,
) -> Request:
    """The request, open until `due_at`. Raises Refused: a field that the form does not ask, a time
    that is past, a text that is missing, a request that is open already.
    """
    with act(application, ApplicationWork.REQUEST_SUPPLEMENT, actor, holding_call=True) as done:
        return ask(done, RequestKind.SUPPLEMENT, things, due_at, reason=reason, article=article)
