"""An objection to a member is raised or decided, a member is excluded: letters.

What the applicant has written stands on the page of whoever decides, and in no letter.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from grants.formats import text_in
from grants.models import Application
from jobs.models import Letter
from scoring.models import (
    SITS,
    CommitteeMember,
    ConflictDeclaration,
    MemberObjection,
    ObjectionOutcome,
)
from scoring.selectors.committee.objections import may_judge

OBJECTION_RAISED, OBJECTION_DECIDED = "objection-raised", "objection-decided"
EXCLUDED = "member-excluded"


def write_objection_raised(letter: Letter) -> EmailMessage | None:
    """None where it is decided meanwhile."""
    objection = _objection(letter)
    if objection.outcome != ObjectionOutcome.OPEN:
        return None
    with override(letter.language):
        path = reverse("scoring:objection", args=[objection.application.call.code, objection.pk])
        subject = _("An objection to a member of the committee, %(number)s")
        return _written(letter, objection.application, subject, "objection_raised", path, {})


def write_objection_decided(letter: Letter) -> EmailMessage:
    """To the applicant."""
    objection = _objection(letter)
    with override(letter.language):
        path = reverse("scoring:object", args=[objection.application.number])
        subject = _("Your objection to a member of the committee, %(number)s")
        is_judge = may_judge(objection.application, objection.member)
        more = {"objection": objection, "is_judge": is_judge}
        return _written(letter, objection.application, subject, "objection_decided", path, more)


def write_excluded(letter: Letter) -> EmailMessage | None:
    """To the member; None for somebody who does not sit there any more."""
    rows = ConflictDeclaration.objects.select_related("application__call")
    row = rows.get(pk=letter.about)
    seats = CommitteeMember.objects.filter(SITS, committee__call=row.application.call_id)
    if not seats.filter(user=row.user_id).exists():
        return None
    with override(letter.language):
        path = reverse("scoring:conflicts", args=[row.application.call.code])
        subject = _("You are excluded from application %(number)s")
        return _written(letter, row.application, subject, "excluded", path, {"reason": row.reason})


def _objection(letter: Letter) -> MemberObjection:
    rows = MemberObjection.objects.select_related("application__call", "member__user")
    return rows.get(pk=letter.about)


def _written(
    letter: Letter,
    application: Application,
    subject: str,
    template: str,
    path: str,
    more: dict[str, Any],
) -> EmailMessage:
    context = {
        "number": application.number,
        "title": text_in(application.call.title),
        "url": f"{settings.BASE_URL}{path}",
        **more,
    }
    text = render_to_string(f"scoring/email/{template}.txt", context)
    return EmailMessage(subject % {"number": application.number}, text, None, [letter.address])
