"""In which role somebody acts on a call, as a code of the ledger."""

from accounts.models import Role, User
from accounts.permissions import has_role
from grants.models import Call
from scoring.models import CommitteeMember


def role_in_call(call: Call, user: User) -> str:
    """`officer`, or the seat in the committee; CommitteeMember.DoesNotExist for neither."""
    if has_role(user, Role.OFFICER, funder_id=call.funder_id, call_id=call.pk):
        return "officer"
    return CommitteeMember.objects.get(committee__call=call, user=user).role
