"""Who may propose, sign and read decisions. Who is kept out: grants/exclusion.py."""

from typing import Any

from django.db.models import Q

from accounts.models import Role
from accounts.permissions import Permission, granted_for_call
from applicants.permissions import member_of
from awards.models import Decision, Proposal
from grants.exclusion import excluded_at, excluded_from_call
from grants.permissions import STAFF_ROLES
from scoring.permissions import seated


def _issued_to(user: Any) -> Q:
    mine = member_of(user, organisation="application__organisation_id")
    return Q(issued_at__isnull=False) & mine


def _of_call(user: Any, *roles: Role) -> Q:
    return granted_for_call(user, *roles, call="call_id", funder="call__funder_id")


def _proposed_to(user: Any, *roles: Role) -> Q:
    return _of_call(user, *roles) & ~excluded_from_call(user, "call_id")


sign_proposal = Permission(Proposal, lambda user: _proposed_to(user, Role.APPROVER))
# The committee sees what became of its work.
view_proposal = Permission(
    Proposal,
    lambda user: (
        _proposed_to(user, *STAFF_ROLES)
        | (
            seated(user, call="call_id", funder="call__funder_id")
            & ~excluded_from_call(user, "call_id")
        )
    ),
)
# The applicant reads a decision once it is issued; staff of the call read it at any time.
view_decision = Permission(
    Decision,
    lambda user: (
        _issued_to(user) | (_of_call(user, *STAFF_ROLES) & ~excluded_at(user, "application_id"))
    ),
)
