"""Ask somebody by e-mail to join an organisation; only the letter holds the token."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.limits import is_once_too_often
from accounts.models import User
from accounts.refusal import Refused
from applicants.models import Invitation, Membership, Organisation
from applicants.permissions import manage_members

DAYS = 14
# Letters go to addresses that somebody typed: as many a day as an organisation needs.
MOST_A_DAY, MOST_TO_ONE_ADDRESS = 20, 3


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_member(
    *, organisation: Organisation, email: str, role: str, language: str, actor: User
) -> Invitation:
    """A new invitation for 14 days; an older open one to the same address ends.

    Raises Refused for a member, and where too many letters were sent within a day: by the
    organisation or the person, or by whomever to this address.
    """
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    manage_members.require(actor, locked)
    address = email.strip().lower()
    if Membership.objects.filter(organisation=locked, user__email__iexact=address).exists():
        raise Refused(_("This person is already a member."), field="email")
    _refuse_too_many(locked, address, actor)
    locked.invitations.filter(email=address, accepted_at=None).delete()
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=locked,
        email=address,
        role=role,
        token_hash=token_hash(token),
        invited_by=actor,
        expires_at=timezone.now() + timedelta(days=DAYS),
    )
    transaction.on_commit(lambda: _send(invitation, token, language), robust=True)
    return invitation


def _refuse_too_many(organisation: Organisation, address: str, actor: User) -> None:
    counts = [
        is_once_too_often("invite-from", organisation.pk, MOST_A_DAY),
        is_once_too_often("invite-by", actor.pk, MOST_A_DAY),
        is_once_too_often("invite-to", address, MOST_TO_ONE_ADDRESS),
    ]
    if any(counts):
        raise Refused(_("Too many invitations were sent today. Try again tomorrow."), field="email")


def _send(invitation: Invitation, token: str, language: str) -> None:
    known = User.objects.filter(email__iexact=invitation.email).first()
    with translation.override(known.language if known else language):
        path = reverse("applicants:join", args=[token])
        context = {
            "invitation": invitation,
            "organisation": invitation.organisation,
            "url": f"{settings.BASE_URL}{path}",
            "days": DAYS,
        }
        subject = _("Invitation to %(name)s") % {"name": invitation.organisation.name}
        text = render_to_string("applicants/email/invitation.txt", context)
        send_mail(" ".join(subject.split()), text, None, [invitation.email])
