"""Who may act in which role. Scope is widened by leaving it empty, never by guessing."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import Role, RoleGrant, User

Person = User | AnonymousUser

_staff_checks: list[Callable[[User], bool]] = []


def register_staff_check(check: Callable[[User], bool]) -> None:
    """A higher floor names further people who work here, such as members of a committee."""
    if check not in _staff_checks:
        _staff_checks.append(check)


def has_role(
    user: Person, *roles: Role, funder_id: int | None = None, call_id: int | None = None
) -> bool:
    """Whether the person holds one of the roles for this funder and call.

    A grant without a scope covers everything; without `funder_id` and `call_id` any grant of
    the role counts, which is enough to show a menu, never to open a record.
    """
    return any(
        grant.role in roles
        and (funder_id is None or grant.funder_id in (None, funder_id))
        and (call_id is None or grant.call_id in (None, call_id))
        for grant in _grants(user)
    )


def users_with_role(role: Role, *, call_id: int | None = None) -> QuerySet[User]:
    """The twin of `has_role`: everybody who holds the role for this call."""
    grants = RoleGrant.objects.filter(role=role)
    if call_id is not None:
        grants = grants.filter(Q(call_id=None) | Q(call_id=call_id))
    return User.objects.filter(is_active=True, pk__in=grants.values("user_id"))


def is_staff_member(user: Person) -> bool:
    """Whoever holds any role here, or is named by a higher floor."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return bool(_grants(user)) or user.is_staff or any(check(user) for check in _staff_checks)


def can_grant_roles(actor: Person) -> bool:
    """Administrators; and the first account of an installation, made with createsuperuser."""
    if isinstance(actor, User) and actor.is_active and actor.is_superuser:
        return True
    return has_role(actor, Role.ADMINISTRATOR)


def _grants(user: Person) -> list[RoleGrant]:
    return user.scopes if isinstance(user, User) and user.is_active else []
