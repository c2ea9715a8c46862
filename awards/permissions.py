"""Who may propose, sign and read decisions."""

from typing import Any

from django.db.models import Q

from accounts.models import Role, User
from accounts.permissions import Rule, granted_for_call
from applicants.permissions import member_of
from awards.models import Decision, Proposal
from grants.models import Call
from grants.permissions import view_own_application


def _issued_to(user: Any) -> Q:
    mine = member_of(user, organisation="application__organisation_id")
    return Q(issued_at__isnull=False) & mine


def _of_call(user: Any, *roles: Role) -> Q:
    return granted_for_call(user, *roles, call="call_id", funder="call__funder_id")


def has_own_application(user: User, call: Call) -> bool:
    """Whether an organisation of theirs has applied: then others decide on the call."""
    return view_own_application.queryset(user).filter(call=call).exists()


sign_proposal = Rule(Proposal, lambda user: _of_call(user, Role.APPROVER))
view_proposal = Rule(
    Proposal, lambda user: _of_call(user, Role.OFFICER, Role.APPROVER, Role.AUDITOR, Role.FINANCE)
)
# The applicant reads a decision once it is issued; staff of the call read it at any time.
view_decision = Rule(
    Decision,
    lambda user: (
        _issued_to(user) | _of_call(user, Role.OFFICER, Role.APPROVER, Role.AUDITOR, Role.FINANCE)
    ),
)
