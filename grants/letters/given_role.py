"""Somebody has a role: what it is, for what, and how to come in; an account without a password
gets the link that opens it.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import RoleGrant
from accounts.sign_in.letters import new_password_link
from grants.formats import text_in
from grants.models import Call, Funder
from jobs.models import Letter

GIVEN_ROLE = "given-role"


def write_given_role(letter: Letter) -> EmailMessage | None:
    """None where the role was taken back or the account closed meanwhile."""
    rows = RoleGrant.objects.select_related("user", "granted_by")
    grant = rows.filter(pk=letter.about, user__is_active=True).first()
    if grant is None:
        return None
    call = Call.objects.filter(pk=grant.call_id or 0).first()
    funder = Funder.objects.filter(pk=grant.funder_id or 0).first()
    is_invited = not grant.user.has_usable_password()
    with translation.override(letter.language):
        context = {
            "grant": grant,
            "user": grant.user,
            "call": text_in(call.title) if call else "",
            "funder": text_in(funder.name.data) if funder else "",
            "is_invited": is_invited,
            "url": new_password_link(grant.user, letter.language)
            if is_invited
            else settings.BASE_URL + reverse("account_login"),
            "again_url": settings.BASE_URL + reverse("account_reset_password"),
        }
        subject = _("Your role in public calls: %(role)s") % {"role": grant.get_role_display()}
        text = render_to_string("grants/email/given_role.txt", context)
    return EmailMessage(" ".join(subject.split()), text, None, [letter.address])
