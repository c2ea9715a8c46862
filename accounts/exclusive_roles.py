"""Roles that do not go together on one call: the officer approves and signs nothing, and whoever
sits in a committee has no other.

Committees live on a higher floor, which registers its own question here.
"""

from collections.abc import Callable
from typing import NamedTuple

from accounts.models import Role, RoleGrant, User

# One person may approve a proposal and sign its decisions, but nobody what they prepared.
APART = {
    Role.OFFICER: (Role.APPROVER, Role.SIGNATORY),
    Role.APPROVER: (Role.OFFICER,),
    Role.SIGNATORY: (Role.OFFICER,),
}


class Scope(NamedTuple):
    """Empty means all."""

    funder_id: int | None
    call_id: int | None

    def contains(self, other: "Scope") -> bool:
        """Whether everything in the other lies in this one too."""
        return all(mine is None or mine == theirs for mine, theirs in zip(self, other, strict=True))

    def meets(self, other: "Scope") -> bool:
        """Whether some call may lie in both."""
        return all(
            mine is None or theirs is None or mine == theirs
            for mine, theirs in zip(self, other, strict=True)
        )


_seat_checks: list[Callable[[User, Scope], bool]] = []


def register_seat_check(check: Callable[[User, Scope], bool]) -> None:
    """`check` tells whether the person sits in a committee within the scope."""
    if check not in _seat_checks:
        _seat_checks.append(check)


def has_other_role(user: User, role: Role, scope: Scope) -> bool:
    """Whether the person has a role on some call that goes with no `role` on it."""
    if any(check(user, scope) for check in _seat_checks):
        return True
    others = RoleGrant.objects.filter(user=user, role__in=APART.get(role, ()))
    return any(scope.meets(Scope(one.funder_id, one.call_id)) for one in others)
