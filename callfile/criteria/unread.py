"""What stands in a tree for a criterion that cannot be read, so that the rest can be checked."""

from callfile.criteria.facts import fact_of
from callfile.criteria.node import Criterion, Place
from callfile.reach.domains import Options, TableDomain, Truths
from callfile.reach.ranges import Range
from callfile.reading.parts import key, part
from callfile.reading.shapes import TEXT


@part("A criterion that cannot be read.")
class Unread(Criterion):
    """Of a call without faults no criterion is one."""

    fact: str | None = key(TEXT, "The fact that it is computed from.", default=None)

    def check_facts(self, here: Place) -> None:
        if self.fact is not None:
            fact_of(here, self.fact, Range, Options, Truths, TableDomain)
