"""Ask an applicant to supplement named things of an opened application.

The time is that of the call, the same for all, and runs from the delivery. Each thing is asked for
under an article of the rules: a request that names no ground would not stand.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._act import act
from grants.actions.checking._checking import require_read
from grants.actions.requests._form_fields import Wanted, form_fields
from grants.actions.requests._requests import ask
from grants.core.workflow import ApplicationWork
from grants.formats import text_in
from grants.models import Application, Request, RequestKind
from grants.selectors.requests.supplement import never_asked

__all__ = ["Wanted", "request_supplement"]


def request_supplement(
    *, application: Application, things: Sequence[Wanted], actor: User, by_post: bool = False
) -> Request:
    """The request; `by_post` also where somebody acts for the applicant in an account. Raises
    Refused: a field that the form does not ask, a text that is missing, a request that is open
    already; of what could not be read at the opening, less than the form requires.
    """
    with act(application, ApplicationWork.REQUEST_SUPPLEMENT, actor, holding_call=True) as done:
        done.require()
        if done.application.is_unread:
            _require_whole(done.application, things)
        else:
            require_read(done.application)
        asked = form_fields(done.application, things)
        days = done.call.file.supplement_days
        return ask(done, RequestKind.SUPPLEMENT, asked, days, by_post=by_post)


def _require_whole(application: Application, things: Sequence[Wanted]) -> None:
    named = {one.field for one in things}
    left = [text_in(one.label) for one in never_asked(application) if one.code not in named]
    if named and left:
        raise Refused(
            _(
                "Nothing of this application could be read, so everything that its form requires is"
                " asked for. Add: %(what)s."
            )
            % {"what": ", ".join(left)},
            field="things",
        )
