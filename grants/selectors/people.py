"""Who works here: roles, last sign-in, second step; as far as the administrator's scope goes."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.alphabet import in_alphabet
from accounts.exclusive_roles import Scope
from accounts.models import Role, RoleGrant, User
from accounts.permissions import can_grant_roles
from grants.models import Call, Funder, Signatory
from grants.models.funder import SignatorySet
from grants.permissions import administer_funder, keep_account


@dataclass(frozen=True, slots=True)
class GivenRole:
    """`call` is a code, `funder` a name; both empty where the role is for everything."""

    grant: RoleGrant
    call: str
    funder: object
    may_be_taken_back: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """`is_invited`: has an account, and has not chosen its password yet."""

    user: User
    roles: tuple[GivenRole, ...]
    has_second_step: bool
    is_invited: bool
    may_be_kept: bool


@dataclass(frozen=True, slots=True)
class Unfilled:
    """What a call cannot do without: `role` at `funder`; None where no funder is entered at all."""

    role: Role | None
    funder: Funder | None


# In the order in which a call needs them.
_NEEDED = (Role.OFFICER, Role.APPROVER)


def unfilled(actor: User) -> Unfilled | None:
    """The first thing that the actor has to set up before a call can be run by the book."""
    funders = list(administer_funder.queryset(actor).order_by("pk"))
    if not funders:
        return Unfilled(None, None)
    open_grants = RoleGrant.objects.filter(user__is_active=True, role__in=_NEEDED)
    held = set(open_grants.values_list("role", "funder_id"))
    for funder in funders:
        for role in _NEEDED:
            if not held & {(role.value, None), (role.value, funder.pk)}:
                return Unfilled(role, funder if len(funders) > 1 else None)
        if not signatories_of(funder).signing_on(timezone.localdate()).exists():
            return Unfilled(Role.SIGNATORY, funder if len(funders) > 1 else None)
    return None


def signatories_of(funder: Funder) -> SignatorySet:
    """All there ever were, the newest terms first."""
    rows = Signatory.objects.filter(funder=funder)
    return rows.select_related("user", "appointed_by", "ended_by")


def colleagues(actor: User) -> list[Colleague]:
    """Everybody with a role that the actor may take back, in the order of the alphabet."""
    rows = RoleGrant.objects.select_related("user", "granted_by").order_by("role", "pk")
    by_person: dict[int, list[RoleGrant]] = {}
    for one in rows:
        if can_grant_roles(actor, Scope(one.funder_id, one.call_id)):
            by_person.setdefault(one.user_id, []).append(one)
    people = _described(by_person, actor)
    return in_alphabet(people, lambda one: one.user.name)


def colleague(actor: User, user: User) -> Colleague:
    """With all roles; those beyond the actor's scope cannot be taken back."""
    grants = list(user.role_grants.select_related("user", "granted_by").order_by("role", "pk"))
    return _described({user.pk: grants}, actor, user)[0]


def _described(
    by_person: dict[int, list[RoleGrant]], actor: User, alone: User | None = None
) -> list[Colleague]:
    given = [one for grants in by_person.values() for one in grants]
    calls = dict(
        Call.objects.filter(pk__in=_ids(one.call_id for one in given)).values_list("pk", "code")
    )
    funders = {one.pk: one.name for one in Funder.objects.all()}
    secured = set(
        Authenticator.objects.filter(user__in=by_person, type=Authenticator.Type.TOTP).values_list(
            "user_id", flat=True
        )
    )
    kept = set(keep_account.queryset(actor).filter(pk__in=by_person).values_list("pk", flat=True))

    def described(user: User, grants: list[RoleGrant]) -> Colleague:
        roles = tuple(
            GivenRole(
                one,
                calls.get(one.call_id or 0, ""),
                funders.get(one.funder_id or 0, "") if len(funders) > 1 else "",
                one.role != Role.SIGNATORY
                and can_grant_roles(actor, Scope(one.funder_id, one.call_id)),
            )
            for one in grants
        )
        return Colleague(
            user, roles, user.pk in secured, not user.has_usable_password(), user.pk in kept
        )

    return [described(alone or grants[0].user, grants) for grants in by_person.values()]


def _ids(found: Iterable[int | None]) -> list[int]:
    return [one for one in found if one is not None]
