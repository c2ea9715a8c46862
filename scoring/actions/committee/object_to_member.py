"""An applicant objects to a member of the committee, for its own application.

Until that is decided the application is closed to the member. Source: ZUP, articles 35 and 37.
"""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from audit.keys.pseudonyms import pseudonym_in_call
from grants.actions._act import act
from grants.core.workflow import ApplicationWork
from grants.models import Application
from scoring.actions.committee._excluding import lock_sitting, require_reason
from scoring.models import CommitteeMember, MemberObjection
from scoring.objection_mail import OBJECTION_RAISED
from scoring.selectors.committee.objections import deciders


def object_to_member(
    *, application: Application, member: CommitteeMember, reason: str, actor: User
) -> MemberObjection:
    """The objection; whoever decides on it gets a letter. Raises Refused."""
    with act(application, ApplicationWork.OBJECT_TO_MEMBER, actor, holding_call=True) as done:
        done.require()
        locked, seat = done.application, lock_sitting(done.application, member)
        if MemberObjection.objects.filter(application=locked, member=seat).exists():
            raise Refused(
                _("You have objected to %(name)s already.") % {"name": seat.user.name},
                field="member",
            )
        objection = MemberObjection(
            application=locked,
            member=seat,
            raised_by=actor,
            raised_at=done.at,
            reason=require_reason(reason, _("Write what makes you doubt the impartiality.")),
        )
        objection.entry = done.record(
            pub={},
            payload={
                "number": locked.number,
                "member": pseudonym_in_call(user_id=seat.user_id, call_code=done.call.code),
            },
            rows={"objection": [objection]},
        )
        asked = deciders(locked, seat)
        objection.save()
        done.tell(OBJECTION_RAISED, objection.pk, [(one.email, one.language) for one in asked])
        return objection
