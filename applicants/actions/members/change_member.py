"""Give a member another right, or none; an organisation always keeps an owner."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import require_seen
from applicants.models import Membership, MembershipRole, Organisation
from applicants.permissions import manage_members


@transaction.atomic
def change_member(*, membership: Membership, role: str | None, actor: User, seen: str = "") -> None:
    """None ends the membership; that it was stays known.

    Whoever no longer decides for the organisation has invited nobody: what is open ends.

    Raises Refused for the last owner, ChangedMeanwhile.
    """
    organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    manage_members.require(actor, organisation)
    others = organisation.memberships.filter(role=MembershipRole.OWNER).exclude(pk=membership.pk)
    if role != MembershipRole.OWNER and not others.exists():
        raise Refused(_("The organisation needs at least one owner. Name another one first."))
    rows = organisation.memberships.filter(pk=membership.pk)
    stored = rows.values("role").first()
    require_seen(seen, stored or {})
    if role != MembershipRole.OWNER:
        organisation.invitations.filter(invited_by=membership.user_id, accepted_at=None).delete()
    if role is None:
        rows.update(ended_at=timezone.now())
    else:
        rows.update(role=role)
