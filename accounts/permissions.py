"""Who may act in which role. Scope is widened by leaving it empty, never by guessing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet

from accounts.exclusive_roles import Scope
from accounts.models import Role, RoleGrant, User

Person = User | AnonymousUser
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Permission(Generic[Row]):
    """One rule, twice: the rows that a person may reach, and whether one row is among them.

    `condition` says it once, as a filter on `model`; of the person it may read what stands in
    `Known`, and the clock only when the database is asked, for rules are kept. Nobody who is not
    signed in passes, unless the rule is `for_anybody`.
    """

    model: type[Row]
    condition: Callable[[Any], Q]
    for_anybody: bool = False

    def queryset(self, user: Person) -> QuerySet[Row]:
        """The rows; a page fetches through this, so that a stranger meets 404."""
        if not self._is_for(user):
            return self.model._default_manager.none()
        return _rows_for(self, Known.of(user)).all()

    def allows(self, user: Person, row: Row) -> bool:
        return self.queryset(user).filter(pk=row.pk).exists()

    def require(self, user: Person, row: Row) -> None:
        """Raises PermissionDenied."""
        if not self.allows(user, row):
            raise PermissionDenied

    def _is_for(self, user: Person) -> bool:
        return self.for_anybody or (user.is_authenticated and user.is_active)


@dataclass(frozen=True, slots=True)
class Known:
    """All that a rule may read of a person: whoever has the same is let in to the same."""

    pk: int | None
    name: str
    is_superuser: bool
    # Role, funder and call.
    scopes: tuple[tuple[str, int | None, int | None], ...]

    @classmethod
    def of(cls, user: Person) -> "Known":
        scopes = tuple((one.role, one.funder_id, one.call_id) for one in _grants(user))
        return cls(user.pk, getattr(user, "name", ""), user.is_superuser, scopes)

    def person(self) -> Person:
        """Somebody of whom nothing else is known."""
        if self.pk is None:
            return AnonymousUser()
        user = User(pk=self.pk, name=self.name, is_superuser=self.is_superuser)
        user.scopes = [
            RoleGrant(user=user, role=role, funder_id=funder, call_id=call)
            for role, funder, call in self.scopes
        ]
        return user


# A page asks several rules, and the same person the same rules on every page. To put such a filter
# together costs more than its answer, so it is kept; the rows are read each time.
@lru_cache(maxsize=512)
def _rows_for(rule: Permission[Any], known: Known) -> QuerySet[Any]:
    rows: QuerySet[Any] = rule.model._default_manager.filter(rule.condition(known.person()))
    return rows


def granted_for_call(user: Any, *roles: Role, call: str = "pk", funder: str = "funder_id") -> Q:
    """Rows whose call (at the path `call`) or funder the user has one of `roles` for."""
    granted = Q(pk__in=[])
    for grant in _grants(user):
        if grant.role in roles:
            scope = Q() if grant.call_id is None else Q(**{call: grant.call_id})
            if grant.funder_id is not None:
                scope &= Q(**{funder: grant.funder_id})
            granted |= scope if scope else ~Q(pk__in=[])
    return granted


_staff_checks: list[Callable[[User], bool]] = []


def register_staff_check(check: Callable[[User], bool]) -> None:
    """A higher floor names further people who work here, such as members of a committee."""
    if check not in _staff_checks:
        _staff_checks.append(check)


_call_walls: list[Callable[[Any, str], Q]] = []


def register_call_wall(condition: Callable[[Any, str], Q]) -> None:
    """A higher floor tells the rows whose call (at the path) a person is kept out of."""
    if condition not in _call_walls:
        _call_walls.append(condition)


def kept_out(user: Any, call: str) -> Q:
    """Rows whose call (at the path `call`) the person is kept out of, whatever their role."""
    found = Q(pk__in=[])
    for condition in _call_walls:
        found |= condition(user, call)
    return found


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


def is_staff_member(user: Person) -> bool:
    """Whoever holds any role here, or is named by a higher floor."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_staff or bool(_grants(user)) or any(check(user) for check in _staff_checks)


def can_grant_roles(actor: Person, scope: Scope | None = None) -> bool:
    """Administrators of all of the scope; without one, whoever administers anything.

    The first account of an installation, made with createsuperuser, administers everything.
    """
    if isinstance(actor, User) and actor.is_active and actor.is_superuser:
        return True
    return any(
        grant.role == Role.ADMINISTRATOR
        and (scope is None or Scope(grant.funder_id, grant.call_id).contains(scope))
        for grant in _grants(actor)
    )


def _grants(user: Person) -> list[RoleGrant]:
    return user.scopes if isinstance(user, User) and user.is_active else []
