"""Who may see and change an organisation."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.models import Role
from accounts.permissions import Permission, Person, has_role
from applicants.models import Membership, MembershipRole, Organisation


def member_of(user: Any, *roles: MembershipRole, organisation: str = "pk") -> Q:
    """Rows whose organisation (at the path `organisation`) has the user in one of `roles`."""
    memberships = Membership.objects.filter(user=user, organisation_id=OuterRef(organisation))
    return Q(Exists(memberships.filter(role__in=roles or MembershipRole.values)))


def belonged_to(user: Any, *, organisation: str, since: str) -> Q:
    """Rows whose organisation (at the path) the user belongs to, or has left after `since`.

    No right follows from it: it keeps out.
    """
    own = Membership.ever.filter(user=user)
    memberships = own.filter(organisation_id=OuterRef(organisation))
    stayed = Q(ended_at=None) | Q(ended_at__gte=OuterRef(since))
    # Found once for a whole list, so that the rest is asked of few of its rows.
    among = Q(**{f"{organisation}__in": own.values("organisation_id")})
    return among & Q(Exists(memberships.filter(stayed)))


def shares_number(user: Any, *, organisation: str, since: str) -> Q:
    """Rows whose organisation (at the path) has the registration number of another one, which the
    user belongs to, or has left after `since`: perhaps the same association, entered twice.
    """
    path, own = f"{organisation}__registration_number", Membership.ever.filter(user=user)
    memberships = own.filter(organisation__registration_number=OuterRef(path))
    others = memberships.exclude(organisation=OuterRef(organisation))
    # Found once for a whole list, so that the rest is asked of few of its rows.
    among = Q(**{f"{path}__in": own.values("organisation__registration_number")})
    return among & Q(Exists(others.filter(Q(ended_at=None) | Q(ended_at__gte=OuterRef(since)))))


view_organisation = Permission(Organisation, member_of)
edit_organisation = Permission(
    Organisation, lambda user: member_of(user, MembershipRole.OWNER, MembershipRole.EDITOR)
)
manage_members = Permission(Organisation, lambda user: member_of(user, MembershipRole.OWNER))


def may_see_claims(user: Person) -> bool:
    """Whose registration numbers are proved: the office."""
    return has_role(user, Role.ADMINISTRATOR, Role.OFFICER)


def may_prove(user: Person, claimants: Sequence[Organisation]) -> bool:
    """The office, but nobody who acts or has acted for one of those that entered the number."""
    own = Membership.ever.filter(user=user.pk or 0, organisation__in=claimants)
    return may_see_claims(user) and not own.exists()
