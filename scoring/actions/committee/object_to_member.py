"""An applicant objects to a member of the committee, for its own application.

Until that is decided the application is closed to the member. Source: ZUP, articles 35 and 37.
"""

from django.utils.translation import gettext as _

from accounts.models import User
from grants.actions._act import act
from grants.core.workflow import ApplicationWork
from grants.models import Application
from scoring.actions.committee._objecting import raise_objection
from scoring.models import CommitteeMember, MemberObjection


def object_to_member(
    *, application: Application, member: CommitteeMember, reason: str, actor: User
) -> MemberObjection:
    """The objection; whoever decides on it gets a letter. Raises Refused."""
    with act(application, ApplicationWork.OBJECT_TO_MEMBER, actor, holding_call=True) as done:
        done.require()
        known = _("You have objected to %(name)s already.")
        return raise_objection(done, member, reason, known=known)
