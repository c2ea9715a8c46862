"""Who may keep the history of a funder: its officers, and administrators.

A role for one call alone is not enough, because a list of past awards belongs to no call.
"""

from typing import Any

from django.db.models import Q

from accounts.models import Role, User
from accounts.permissions import Permission, Person
from grants.models import Funder
from reports.models import HistoricImport

_KEEPERS = (Role.ADMINISTRATOR, Role.OFFICER)


def _funders(user: Any, path: str) -> Q:
    scopes = [
        grant.funder_id for grant in user.scopes if grant.role in _KEEPERS and grant.call_id is None
    ]
    return ~Q(pk__in=[]) if None in scopes else Q(**{f"{path}__in": scopes})


keep_history = Permission(Funder, lambda user: _funders(user, "pk"))
keep_import = Permission(HistoricImport, lambda user: _funders(user, "funder"))


def is_history_keeper(user: Person) -> bool:
    """Whether the person keeps the history of any funder: enough to show the way, no more."""
    return isinstance(user, User) and keep_history.queryset(user).exists()


def keeper_role(user: User, funder: Funder) -> str:
    """As which the ledger names the person: officer where they are one."""
    roles = {
        grant.role
        for grant in user.scopes
        if grant.role in _KEEPERS and grant.call_id is None and grant.funder_id in (None, funder.pk)
    }
    return str(Role.OFFICER if Role.OFFICER in roles else Role.ADMINISTRATOR)
