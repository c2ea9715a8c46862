"""Call several applicants to supplement the same things, each alone."""

from collections.abc import Sequence

from accounts.models import User
from accounts.refusal import Refused
from grants.actions._each_alone import Each, each_alone
from grants.actions.requests._form_fields import Wanted
from grants.actions.requests.request_supplement import request_supplement
from grants.models import Application, Call
from grants.selectors.calls.together import hindrance_to_ask, to_act_on


def supplement_together(
    *,
    call: Call,
    numbers: Sequence[str],
    things: Sequence[Wanted],
    actor: User,
    by_post: bool = False,
) -> list[Each]:
    """Each of those named that the actor may check, with why it was not called to supplement."""

    def take(application: Application) -> None:
        if hindrance := hindrance_to_ask(application):
            raise Refused(hindrance)
        request_supplement(application=application, things=things, actor=actor, by_post=by_post)

    return each_alone(to_act_on(call, actor, numbers), take)
