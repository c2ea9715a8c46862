"""Who comes to an opening session in the tests: all of the committee but substitutes."""

from grants.models import Call
from scoring.models import CommitteeRole
from scoring.selectors.committee.attendance import Attendance, seats_of_call


def all_here(call: Call) -> Attendance:
    seats = seats_of_call(call).filter(left_at=None).exclude(role=CommitteeRole.SUBSTITUTE)
    return Attendance([seat.user for seat in seats])
