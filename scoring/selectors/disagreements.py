"""The marks of the committee beside each other, criterion by criterion."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from accounts.guarded.alive import lively
from callfile.criteria import Levels
from grants.models import Call
from scoring.models import SITS, CommitteeMember
from scoring.selectors.reasons import Case, values_of

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one member gave, its points before the weight, and the sentence with it."""

    member: CommitteeMember
    points: Fraction
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A case with the marks of its sheets."""

    case: Case
    marks: tuple[Mark, ...]

    @property
    def spread(self) -> Fraction:
        """The highest mark less the lowest, before the weight."""
        points = [mark.points for mark in self.marks]
        return max(points) - min(points) if points else ZERO

    @property
    def scale(self) -> list[Fraction]:
        """The marks that could be given: all levels, or both ends of the range."""
        answer = self.case.question.answer
        if isinstance(answer, Levels):
            return sorted(set(answer.points.values()))
        return [answer.least, answer.most] if answer is not None else []

    @property
    def relative_spread(self) -> Fraction:
        reach = self.scale[-1] - self.scale[0] if self.scale else ZERO
        return self.spread / reach if reach else ZERO

    @property
    def common_value(self) -> str:
        """The answer that all sheets give, where the committee has only to confirm it."""
        if not self.case.needs_agreement or not self.marks or self.spread:
            return ""
        return self.marks[0].value


def compared(call: Call, cases: Iterable[Case]) -> list[Compared]:
    """The cases with their marks, in the order in which they come; two queries."""
    seats = {
        seat.pk: seat
        for seat in CommitteeMember.objects.filter(SITS, committee__call=call).select_related(
            "user"
        )
    }
    return [Compared(case, _marks(case, seats)) for case in lively(cases)]


def _marks(case: Case, seats: Mapping[int, CommitteeMember]) -> tuple[Mark, ...]:
    return tuple(
        Mark(seats[pk], points, value, words) for pk, points, value, words in values_of(case)
    )
