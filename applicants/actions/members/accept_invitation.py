"""Join the organisation that invited: once, in time, with the address that was invited."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.core.mail_address import is_same_mailbox
from accounts.models import User
from accounts.refusal import Refused
from applicants.models import Invitation, Membership


@transaction.atomic
def accept_invitation(*, invitation: Invitation, actor: User) -> Membership:
    """Raises Refused where the invitation is used up, too old or meant for another address."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at is not None:
        raise Refused(_("This invitation was already used."))
    if locked.expires_at < timezone.now():
        raise Refused(_("This invitation has expired. Ask for a new one."))
    if not is_same_mailbox(locked.email, actor.email):
        raise Refused(
            _("The invitation is for another address. Sign in with the address it was sent to.")
        )
    membership, _new = Membership.objects.get_or_create(
        user=actor, organisation=locked.organisation, defaults={"role": locked.role}
    )
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    return membership
