"""A call is cancelled: said by e-mail to everybody who may write for an applicant."""

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from applicants.models import Membership, MembershipRole
from grants.answers_in_words import text_in
from grants.core.workflow import ApplicationState
from grants.models import Call


def send_cancellation(call: Call, reason: str) -> None:
    """One letter a person, in the person's language, over one connection."""
    letters = [_letter(call, reason, reader) for reader in _readers(call)]
    get_connection().send_messages(letters)


def _readers(call: Call) -> list[User]:
    organisations = call.applications.exclude(state=ApplicationState.WITHDRAWN)
    members = Membership.objects.filter(
        organisation__in=organisations.values("organisation_id"),
        role__in=(MembershipRole.OWNER, MembershipRole.EDITOR),
    )
    return list(User.objects.filter(is_active=True, pk__in=members.values("user_id")))


def _letter(call: Call, reason: str, reader: User) -> EmailMessage:
    with translation.override(reader.language):
        subject = _("The call “%(title)s” is cancelled") % {"title": text_in(call.title)}
        context = {"call": call, "reason": reason, "funder": call.funder}
        text = render_to_string("grants/email/cancellation.txt", context)
    return EmailMessage(subject, text, None, [reader.email])
