"""Tell an applicant which recognised facts differ from the declared ones, before the decision.

Each with its reason and with what it does to the points; the applicant may answer in the time that
the call gives to all. Source: ZUP, articles 9 and 138.
"""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from grants.actions._act import act
from grants.actions.requests._requests import ask
from grants.core.workflow import ApplicationWork
from grants.formats import text_in
from grants.models import Application, Request, RequestedThing, RequestKind
from grants.selectors.recognition import Fact
from grants.selectors.requests.hearing import (
    effect_on_points,
    findings_to_tell,
    shown_findings,
    unsettled_facts,
)
from grants.selectors.requests.legal_time import days_to_be_heard


def tell_findings(
    *, application: Application, actor: User, seen: str = "", by_post: bool = False
) -> Request:
    """The request. `seen` is the mark of the findings that the page showed; `by_post` also where
    somebody acts for the applicant in an account.

    Raises Refused while a fact is not recognised, where nothing differs that was not told, and
    while something else is asked; ChangedMeanwhile.
    """
    step = ApplicationWork.TELL_FINDINGS
    with act(application, step, actor, holding_call=True) as done:
        done.require()
        locked = done.application
        open_facts = unsettled_facts(locked)
        if open_facts:
            labels = ", ".join(text_in(one.field.label) for one in open_facts)
            raise Refused(
                _("Recognise these facts first: %(what)s. The applicant is told all at once.")
                % {"what": labels}
            )
        found = findings_to_tell(locked, done.at)
        if not found:
            raise Refused(
                _("No recognised fact differs from the declared one without having been told.")
            )
        require_seen(seen, shown_findings(found))
        things = [_thing(locked, one) for one in found]
        days = days_to_be_heard(done.call)
        return ask(done, RequestKind.HEARING, things, days, by_post=by_post)


def _thing(application: Application, fact: Fact) -> RequestedThing:
    return RequestedThing(
        field=fact.code,
        reason=fact.row.reason if fact.row is not None else {},
        before=fact.declared,
        recognised=fact.recognised,
        effect=effect_on_points(application, fact),
    )
