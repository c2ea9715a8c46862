"""How many applications a call has, and what became of them: counted here and nowhere else.

An application goes on after its check (scored, proposed, decided), so none of these numbers
becomes smaller because a call has moved.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from grants.core import application_stages
from grants.models import Call


@dataclass(frozen=True, slots=True)
class ApplicationCounts:
    """`states` {state: number of applications}, drafts or not."""

    states: Mapping[str, int]

    def of(self, *states: str) -> int:
        return sum(self.states.get(state, 0) for state in states)

    @property
    def received(self) -> int:
        """All that were opened: each of them gets a decision."""
        return self.of(*application_stages.OPENED)

    @property
    def undecided(self) -> int:
        """Whether they are complete is not decided yet."""
        return self.of(*application_stages.TO_CHECK)

    @property
    def dismissed(self) -> int:
        return self.of(*application_stages.DISMISSED)

    @property
    def complete(self) -> int:
        """Found complete, whatever became of them later."""
        return self.received - self.undecided - self.dismissed


def counts_of(call: Call) -> ApplicationCounts:
    rows = call.applications.order_by().values_list("state").annotate(Count("pk"))
    return ApplicationCounts(dict(rows))
