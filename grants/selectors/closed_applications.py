"""What of a call is closed to a person: how many applications, and which are their own."""

from dataclasses import dataclass

from accounts.models import User
from grants.core import application_stages
from grants.exclusion import excluded, with_the_applicant
from grants.models import Application, Call


@dataclass(frozen=True, slots=True)
class Closed:
    """`own` are the numbers of the person's own organisations."""

    count: int = 0
    own: tuple[str, ...] = ()


def closed_applications(user: User, call: Call) -> Closed:
    """Of those that compete; a draft has no number and is known to its organisation alone."""
    rows = Application.objects.filter(call=call, state__in=sorted(application_stages.COMPETING))
    closed = rows.filter(excluded(user))
    own = closed.filter(with_the_applicant(user)).order_by("number")
    return Closed(closed.count(), tuple(own.values_list("number", flat=True)))
