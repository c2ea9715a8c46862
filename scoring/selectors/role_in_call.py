"""In which role somebody acts on a call, as a code of the ledger."""

from accounts.models import User
from grants.models import Call
from grants.permissions import run_call
from scoring.models import CommitteeMember


def role_in_call(call: Call, user: User) -> str:
    """`officer`, or the seat in the committee; CommitteeMember.DoesNotExist for neither."""
    if run_call.allows(user, call):
        return "officer"
    return CommitteeMember.objects.get(committee__call=call, user=user).role
