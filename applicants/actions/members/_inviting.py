"""One invitation: its row, its letter, and how many may be written."""

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.attempts.limits import is_once_too_often
from accounts.models import User
from accounts.refusal import Refused
from applicants.models import Invitation, Organisation
from jobs.actions.promise_letters import promise_letters

DAYS = 14
# Letters go to addresses that somebody typed: as many a day as an organisation needs.
MOST_A_DAY, MOST_TO_ONE_ADDRESS = 20, 3


def write_to(
    organisation: Organisation, address: str, role: str, language: str, actor: User
) -> Invitation:
    """A new invitation of a locked organisation for 14 days; a letter follows. Raises Refused where
    too many letters were sent within a day: by the organisation or the person, or by whomever to
    this address.
    """
    _refuse_too_many(organisation, address, actor)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=address,
        role=role,
        # The hash of no token yet.
        token_hash=secrets.token_hex(32),
        invited_by=actor,
        expires_at=timezone.now() + timedelta(days=DAYS),
    )
    promise_letters(kind=Invitation.LETTER, about=invitation.pk, readers=[(address, language)])
    return invitation


def _refuse_too_many(organisation: Organisation, address: str, actor: User) -> None:
    counts = [
        is_once_too_often("invite-from", organisation.pk, MOST_A_DAY),
        is_once_too_often("invite-by", actor.pk, MOST_A_DAY),
        is_once_too_often("invite-to", address, MOST_TO_ONE_ADDRESS),
    ]
    if any(counts):
        raise Refused(_("Too many invitations were sent today. Try again tomorrow."), field="email")
