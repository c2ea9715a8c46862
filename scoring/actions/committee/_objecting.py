"""An objection to a member is raised, through the account of the applicant or on paper."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.refusal import Refused
from audit.keys.pseudonyms import pseudonym_in_call
from grants.actions._act import Done
from grants.models import Application
from scoring.actions.committee._excluding import lock_sitting, require_reason
from scoring.models import CommitteeMember, MemberObjection, PaperObjection
from scoring.objection_mail import OBJECTION_RAISED
from scoring.permissions import SCORING_ROLES
from scoring.selectors.committee.objections import deciders, may_judge


def raise_objection(
    done: Done,
    member: CommitteeMember,
    reason: str,
    *,
    known: str,
    on_paper: Sequence[PaperObjection] = (),
) -> MemberObjection:
    """The saved objection; whoever decides on it gets a letter. Raises Refused: with `known` where
    this applicant has objected to the member before, and about whoever does not judge it anyway.
    """
    locked, seat = done.application, lock_sitting(done.application, member)
    if MemberObjection.objects.filter(application=locked, member=seat).exists():
        raise Refused(known % {"name": seat.user.name}, field="member")
    _require_judge(locked, seat)
    objection = MemberObjection(
        application=locked,
        member=seat,
        raised_by=done.actor,
        raised_at=done.at,
        reason=require_reason(reason, _("Write what makes you doubt the impartiality.")),
    )
    for paper in on_paper:
        paper.objection = objection
    objection.entry = done.record(
        pub={},
        payload={
            "number": locked.number,
            "member": pseudonym_in_call(user_id=seat.user_id, call_code=done.call.code),
            **({"filed_on": on_paper[0].filed_on.isoformat()} if on_paper else {}),
        },
        rows={"objection": [objection], "objection on paper": on_paper},
    )
    asked = deciders(locked, seat)
    objection.save()
    for paper in on_paper:
        paper.objection = objection
        paper.save(force_insert=True)
    done.tell(OBJECTION_RAISED, objection.pk, [(one.email, one.language) for one in asked])
    return objection


def _require_judge(application: Application, seat: CommitteeMember) -> None:
    """Raises Refused: the decision would say of somebody that they go on who never judged."""
    if may_judge(application, seat):
        return
    words = _("%(name)s steps out of this application already.")
    if seat.role not in SCORING_ROLES:
        words = _("%(name)s does not judge applications: there is nothing to object to.")
    raise Refused(words % {"name": seat.user.name}, field="member")
