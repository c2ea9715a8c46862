"""Who may see and change an organisation."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.permissions import Rule
from applicants.models import Membership, MembershipRole, Organisation


def member_of(user: Any, *roles: MembershipRole, organisation: str = "pk") -> Q:
    """Rows whose organisation (at the path `organisation`) has the user in one of `roles`."""
    memberships = Membership.objects.filter(user=user, organisation_id=OuterRef(organisation))
    return Q(Exists(memberships.filter(role__in=roles or MembershipRole.values)))


view_organisation = Rule(Organisation, member_of, by_number=True)
edit_organisation = Rule(
    Organisation,
    lambda user: member_of(user, MembershipRole.OWNER, MembershipRole.EDITOR),
    by_number=True,
)
manage_members = Rule(
    Organisation, lambda user: member_of(user, MembershipRole.OWNER), by_number=True
)
