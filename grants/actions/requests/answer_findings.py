"""Answer what was found: once, fact by fact. Nothing of the application changes by it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from grants.actions._act import act
from grants.actions.requests._answering import Statement, keep_statements
from grants.actions.requests._requests import lock_open, require_delivered
from grants.core.workflow import ApplicationWork
from grants.models import Request

__all__ = ["Statement", "answer_findings"]


def answer_findings(
    *, request: Request, statements: Mapping[str, Statement], actor: User
) -> Request:
    """The answered request; facts that `statements` pass over stay unanswered. Raises Refused."""
    with act(request.application, ApplicationWork.ANSWER_FINDINGS, actor) as done:
        done.require()
        locked = lock_open(request, done)
        done.require_moment()
        otherwise = _("Take it over first: then you see what was found.")
        require_delivered(locked, done.at, otherwise)
        return keep_statements(done, locked, statements)
