"""The letter of an invitation. Only it holds the token; of the token only the hash is kept."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from applicants.actions.members.renew_token import renew_token
from applicants.models import Invitation
from jobs.models import Letter


def write_invitation(letter: Letter) -> EmailMessage | None:
    """None for an invitation that was taken back, used or has expired meanwhile."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    invitation = rows.filter(
        pk=letter.about, accepted_at=None, expires_at__gte=timezone.now()
    ).first()
    if invitation is None:
        return None
    known = User.objects.with_address(invitation.email)
    token = renew_token(invitation=invitation)
    with translation.override(known.language if known else letter.language):
        path = reverse("applicants:join", args=[token])
        context = {
            "invitation": invitation,
            "organisation": invitation.organisation,
            "url": f"{settings.BASE_URL}{path}",
        }
        subject = _("Invitation to %(name)s") % {"name": invitation.organisation.name}
        text = render_to_string("applicants/email/invitation.txt", context)
    return EmailMessage(" ".join(subject.split()), text, None, [letter.address])
