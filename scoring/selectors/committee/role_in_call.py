"""In which role somebody acts on a call: all of them, or the one that the ledger names."""

from accounts.models import Role, User
from accounts.permissions import has_role
from grants.models import Call
from grants.permissions import STAFF_ROLES
from scoring.models import SITS, CommitteeMember


def role_in_call(call: Call, user: User) -> str:
    """`officer`, or the seat in the committee; CommitteeMember.DoesNotExist for neither."""
    if has_role(user, Role.OFFICER, funder_id=call.funder_id, call_id=call.pk):
        return "officer"
    return CommitteeMember.objects.get(SITS, committee__call=call, user=user).role


def office_or_seat(call: Call, user: User) -> str:
    """As `role_in_call`, of the approver too."""
    if has_role(user, Role.APPROVER, funder_id=call.funder_id, call_id=call.pk):
        return Role.APPROVER.value
    return role_in_call(call, user)


def parts_in_call(call: Call, user: User) -> frozenset[str]:
    """The roles of the office for this call; without any, the seat in its committee."""
    granted = {
        role
        for role in STAFF_ROLES
        if has_role(user, role, funder_id=call.funder_id, call_id=call.pk)
    }
    # Beside another role a seat gives no right.
    if granted:
        return frozenset(granted)
    seat = CommitteeMember.objects.filter(SITS, committee__call=call, user=user).first()
    return frozenset([seat.role] if seat else [])
