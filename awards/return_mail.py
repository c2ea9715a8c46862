"""A proposal came back: a letter to whoever goes on with it, officers and committee.

The reason may name people, so it stands behind the sign-in.
"""

from collections.abc import Collection

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Role, RoleGrant, User
from awards.models import Proposal
from awards.selectors.reopened import named_in_return
from grants.formats import text_in
from grants.models import Call
from grants.permissions import run_call
from jobs.models import Letter
from scoring.models import CommitteeMember
from scoring.permissions import sit_in_committee
from scoring.selectors.runs.returned import is_told

RETURN = "returned_proposal"


def readers_of_return(call: Call, named: Collection[str] = ()) -> list[tuple[str, str]]:
    """(address, language) of those who act on the call and are kept out of no application that is
    named; of none at all where none is.
    """
    officers = RoleGrant.objects.filter(role=Role.OFFICER).values("user")
    seated = CommitteeMember.objects.filter(committee__call=call).values("user")
    users = User.objects.filter(is_active=True)
    found = users.filter(pk__in=officers) | users.filter(pk__in=seated)
    return [
        (user.email, user.language)
        for user in found.order_by("pk")
        if (run_call.allows(user, call) or sit_in_committee.allows(user, call))
        and is_told(user, call, named)
    ]


def write_return(letter: Letter) -> EmailMessage | None:
    """None for an address that is nobody's any more."""
    proposal = Proposal.objects.select_related("call").get(pk=letter.about)
    call = proposal.call
    reader = User.objects.filter(email=letter.address).first()
    if reader is None:
        return None
    with override(letter.language):
        title = text_in(call.title)
        subject = _("The proposal for “%(title)s” was returned") % {"title": title}
        path = reverse("awards:approval", args=[call.code, proposal.number])
        if not run_call.allows(reader, call):
            path = reverse("scoring:meeting", args=[call.code])
        context = {
            "title": title,
            "url": f"{settings.BASE_URL}{path}",
            "named": ", ".join(named_in_return(proposal)),
        }
        text = render_to_string("awards/email/returned.txt", context)
    return EmailMessage(subject, text, None, [letter.address])
