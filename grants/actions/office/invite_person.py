"""Give somebody a role by their e-mail address, whether they have an account or not."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.core.mail_address import clean_address
from accounts.models import Role, RoleGrant, User
from accounts.refusal import Refused
from accounts.sign_in.address_owner import owner_of
from grants.actions.office.grant_role import grant_role
from grants.letters.given_role import GIVEN_ROLE
from jobs.actions.promise_letters import promise_letters


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody by address; `name` and `language` are of an account that is made where none is."""

    email: str
    name: str
    language: str


@transaction.atomic
def invite_person(
    *,
    email: str,
    name: str,
    language: str,
    role: Role,
    actor: User,
    funder_id: int | None = None,
    call_id: int | None = None,
) -> RoleGrant:
    """The role, with a letter that says so; whoever has no account gets one without a password.

    `name` and `language` are of an account that is made now. The link of the letter opens the page
    where the password is chosen. Raises what `grant_role` raises, and Refused for a closed account
    or a new one without a name.
    """
    user = open_account_of(Newcomer(email, name, language))
    grant = grant_role(user=user, role=role, funder_id=funder_id, call_id=call_id, actor=actor)
    tell_of_role(grant)
    return grant


def open_account_of(person: User | Newcomer) -> User:
    """The account, made where there is none. Raises Refused for a closed one or without a name."""
    user = person
    if isinstance(user, Newcomer):
        user = owner_of(user.email) or new_account(user.email, user.name, user.language)
    if not user.is_active:
        raise Refused(_("The account with this address is closed. Open it first."), field="email")
    return user


def new_account(email: str, name: str, language: str) -> User:
    """Without a password; two who invite the same person at once get one account."""
    if not name:
        raise Refused(
            _(
                "Nobody with this address has an account here. Write the name too: an invitation"
                " goes to the address."
            ),
            field="name",
        )
    made = {"name": name, "language": language, "password": make_password(None)}
    user, _is_new = User.objects.get_or_create(email=clean_address(email), defaults=made)
    return user


def tell_of_role(grant: RoleGrant) -> None:
    """By a letter; once more where the link of the first has expired."""
    user = grant.user
    call = (grant.call_id, grant.funder_id) if grant.call_id and grant.funder_id else None
    promise_letters(
        kind=GIVEN_ROLE, about=grant.pk, readers=[(user.email, user.language)], call=call
    )
