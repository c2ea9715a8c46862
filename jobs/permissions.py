"""Who sees a long piece of work, and who starts it again; who sees letters that got stuck."""

from typing import Any

from django.db.models import Q

from accounts.models import Role
from accounts.permissions import Permission, Person, granted_for_call, has_role, kept_out
from jobs.models import Job, Letter


def _of_job(user: Any, *roles: Role) -> Q:
    return granted_for_call(user, *roles, call="call_id", funder="funder_id")


def _started_by(user: Any) -> Q:
    return Q(created_by=user)


def _open_to(user: Any) -> Q:
    """A job of a call speaks of all its applications."""
    return ~kept_out(user, "call_id")


# Who started it, and the officers and auditors of its call.
view_job = Permission(
    Job,
    lambda user: _open_to(user) & (_started_by(user) | _of_job(user, Role.OFFICER, Role.AUDITOR)),
)
# The officers of its call; what belongs to no call, who started it.
retry_job = Permission(
    Job,
    lambda user: (
        _open_to(user) & ((_started_by(user) & Q(call_id=None)) | _of_job(user, Role.OFFICER))
    ),
)


def _stuck_for(user: Any) -> Q:
    of_calls = Q(call_id__isnull=False) & _of_job(user, Role.OFFICER) & _open_to(user)
    # Accounts belong to no funder.
    of_accounts = Q(call_id=None) if has_role(user, Role.ADMINISTRATOR) else Q(pk__in=[])
    return ~Q(fault="") & (of_calls | of_accounts)


# The officers of its call; what belongs to no call (accounts, invitations), the administrators.
stuck_letters = Permission(Letter, _stuck_for)


def may_see_letters(user: Person) -> bool:
    """Whether any could ever be theirs."""
    return has_role(user, Role.OFFICER, Role.ADMINISTRATOR)
