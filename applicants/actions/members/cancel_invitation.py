"""Take an invitation back before it was used."""

from django.db import transaction

from accounts.models import User
from applicants.models import Invitation
from applicants.permissions import manage_members


@transaction.atomic
def cancel_invitation(*, invitation: Invitation, actor: User) -> None:
    manage_members.require(actor, invitation.organisation)
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).delete()
