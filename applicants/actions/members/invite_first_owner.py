"""Ask the people of an organisation that the office has entered to take it over."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.core.mail_address import clean_address, is_same_mailbox
from accounts.models import User
from accounts.refusal import Refused
from applicants.actions.members._inviting import write_to
from applicants.models import Invitation, MembershipRole, Organisation
from applicants.selectors import is_without_people


@transaction.atomic
def invite_first_owner(
    *, organisation: Organisation, email: str, language: str, actor: User
) -> Invitation:
    """An invitation as owner for 14 days; an older open one ends. The caller has asked who may.

    Raises Refused where somebody acts for it already, for the own address, and where too many
    letters were sent within a day.
    """
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not is_without_people(locked):
        raise Refused(
            _("Somebody acts for this organisation already, and invites others without the office.")
        )
    address = clean_address(email)
    if is_same_mailbox(address, actor.email):
        raise Refused(
            _("This is your own address. Invite somebody of the organisation."), field="email"
        )
    locked.invitations.filter(accepted_at=None).delete()
    return write_to(locked, address, MembershipRole.OWNER, language, actor)
