"""Who may see, run and apply to a call. When it may happen stands in core/workflow.py.

Committees live above, in scoring/permissions.py; so do the rules that let their members read an
opened application. Whoever is kept out of an application is kept out here: exclusion.py.
"""

from typing import Any

from django.db.models import Q

from accounts.exclusive_roles import Scope
from accounts.models import Role, User
from accounts.permissions import Permission, can_grant_roles, granted_for_call
from applicants.models import MembershipRole
from applicants.permissions import member_of
from grants.core import application_stages, call_stages
from grants.core.tables import STAFF
from grants.exclusion import excluded, excluded_from_call
from grants.models import Application, Call, Funder
from grants.models.call import is_public

STAFF_ROLES = tuple(Role(part) for part in STAFF)


def _of_application(user: Any, *roles: Role) -> Q:
    return granted_for_call(user, *roles, call="call_id", funder="call__funder_id")


def _opened() -> Q:
    return Q(state__in=application_stages.OPENED)


def _see_call(user: Any) -> Q:
    # What was public once says why it is cancelled.
    public = is_public(call_stages.PUBLIC | call_stages.CANCELLED)
    return public | granted_for_call(user, *STAFF_ROLES) if user.is_authenticated else public


def _own(user: Any, *roles: MembershipRole) -> Q:
    return member_of(user, *roles, organisation="organisation_id")


def _administered(user: Any) -> Q:
    if can_grant_roles(user, Scope(None, None)):
        return ~Q(pk__in=[])
    whole = [one for one in user.scopes if one.role == Role.ADMINISTRATOR and one.call_id is None]
    return Q(pk__in=[one.funder_id for one in whole])


def _kept_accounts(user: Any) -> Q:
    """An account is of the whole installation, so whoever administers everything keeps it: the
    administrator of one funder could give anybody a role there, and then close the account. Those
    that may do everything are kept by each other alone.
    """
    if not can_grant_roles(user, Scope(None, None)):
        return Q(pk__in=[])
    return ~Q(pk__in=[]) if user.is_superuser else Q(is_superuser=False)


administer_funder = Permission(Funder, _administered)
keep_account = Permission(User, _kept_accounts)

# A call's public page. A draft is seen only by those who work on it.
view_call = Permission(Call, _see_call, for_anybody=True)
run_call = Permission(
    Call, lambda user: granted_for_call(user, Role.OFFICER) & ~excluded_from_call(user)
)
# The desk of a call: everybody with a staff role for it reads, each door asks for its own right.
enter_call = Permission(Call, lambda user: granted_for_call(user, *STAFF_ROLES))
# What speaks of all applications at once: figures, decisions, exports.
read_whole_call = Permission(
    Call, lambda user: granted_for_call(user, *STAFF_ROLES) & ~excluded_from_call(user)
)
# Somebody else acts on this call for them; their pages say so.
kept_out_of_call = Permission(Call, excluded_from_call)
approve_call = Permission(
    Call, lambda user: granted_for_call(user, Role.APPROVER) & ~excluded_from_call(user)
)
# Whether somebody's term runs is asked with the act (awards/selectors/signatories.py).
sign_for_call = Permission(
    Call, lambda user: granted_for_call(user, Role.SIGNATORY) & ~excluded_from_call(user)
)
# What is signed is prepared with the signature, or by the officer beforehand.
prepare_for_call = Permission(
    Call,
    lambda user: granted_for_call(user, Role.OFFICER, Role.SIGNATORY) & ~excluded_from_call(user),
)
# Two persons for one step: the other one is an officer too, or signs for the call.
confirm_for_call = Permission(
    Call,
    lambda user: granted_for_call(user, Role.OFFICER, Role.APPROVER) & ~excluded_from_call(user),
)

# The applicant's side: members of the organisation and nobody else, at any time.
view_own_application = Permission(Application, _own)
edit_own_application = Permission(
    Application, lambda user: _own(user, MembershipRole.OWNER, MembershipRole.EDITOR)
)
submit_own_application = Permission(Application, lambda user: _own(user, MembershipRole.OWNER))

# The funder's side: only what the opening has unsealed, and nothing that is closed to the person.
view_opened_application = Permission(
    Application,
    lambda user: _opened() & _of_application(user, *STAFF_ROLES) & ~excluded(user),
)
check_application = Permission(
    Application, lambda user: _opened() & _of_application(user, Role.OFFICER) & ~excluded(user)
)
