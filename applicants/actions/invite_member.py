"""Ask somebody by e-mail to join an organisation."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.attempts.limits import is_once_too_often
from accounts.core.mail_address import clean_address
from accounts.models import User
from accounts.refusal import Refused
from applicants.models import Invitation, Membership, Organisation
from applicants.permissions import manage_members
from jobs.actions.promise_letters import promise_letters

DAYS = 14
# Letters go to addresses that somebody typed: as many a day as an organisation needs.
MOST_A_DAY, MOST_TO_ONE_ADDRESS = 20, 3


@transaction.atomic
def invite_member(
    *, organisation: Organisation, email: str, role: str, language: str, actor: User
) -> Invitation:
    """A new invitation for 14 days; an older open one to the same address ends. A letter follows.

    Raises Refused for a member, and where too many letters were sent within a day: by the
    organisation or the person, or by whomever to this address.
    """
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    manage_members.require(actor, locked)
    address = clean_address(email)
    if Membership.objects.filter(organisation=locked, user__email__iexact=address).exists():
        raise Refused(_("This person is already a member."), field="email")
    _refuse_too_many(locked, address, actor)
    locked.invitations.filter(email=address, accepted_at=None).delete()
    invitation = Invitation.objects.create(
        organisation=locked,
        email=address,
        role=role,
        # The hash of no token yet.
        token_hash=secrets.token_hex(32),
        invited_by=actor,
        expires_at=timezone.now() + timedelta(days=DAYS),
    )
    readers = [(address, language)]
    promise_letters(kind=Invitation.LETTER, about=invitation.pk, readers=readers)
    return invitation


def _refuse_too_many(organisation: Organisation, address: str, actor: User) -> None:
    counts = [
        is_once_too_often("invite-from", organisation.pk, MOST_A_DAY),
        is_once_too_often("invite-by", actor.pk, MOST_A_DAY),
        is_once_too_often("invite-to", address, MOST_TO_ONE_ADDRESS),
    ]
    if any(counts):
        raise Refused(_("Too many invitations were sent today. Try again tomorrow."), field="email")
