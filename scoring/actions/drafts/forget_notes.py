"""Delete private notes when their call is decided or cancelled, or their member leaves: an errand.

They help to judge, and after the decision nothing is judged any more; the decision rests on the
sheets, the minutes and the reasons, which stay (GDPR, article 5(1)(e)).
"""

from django.db.models import Q

from grants.core import call_stages
from scoring.models import SITS, CommitteeMember, MemberNote


def forget_notes() -> int:
    """How many were deleted."""
    judged = Q(application__call__state__in=call_stages.IN_EVALUATION)
    sits = Q(member__in=CommitteeMember.objects.filter(SITS))
    forgotten = MemberNote.objects.exclude(judged & sits)
    # Asked every few seconds, and mostly there are none.
    return forgotten.delete()[0] if forgotten.exists() else 0
