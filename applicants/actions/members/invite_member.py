"""Ask somebody by e-mail to join an organisation."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.core.mail_address import clean_address
from accounts.models import User
from accounts.refusal import Refused
from applicants.actions.members._inviting import write_to
from applicants.models import Invitation, Membership, Organisation
from applicants.permissions import manage_members


@transaction.atomic
def invite_member(
    *, organisation: Organisation, email: str, role: str, language: str, actor: User
) -> Invitation:
    """A new invitation for 14 days; an older open one to the same address ends. A letter follows.

    Raises Refused for a member, and where too many letters were sent within a day.
    """
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    manage_members.require(actor, locked)
    address = clean_address(email)
    if Membership.objects.filter(organisation=locked, user__email__iexact=address).exists():
        raise Refused(_("This person is already a member."), field="email")
    locked.invitations.filter(email=address, accepted_at=None).delete()
    return write_to(locked, address, role, language, actor)
