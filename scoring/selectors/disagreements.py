"""The meeting's list: where the marks of the committee differ most stands first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from accounts.models import User
from callfile.criteria import Levels
from grants.models import Call
from scoring.models import CommitteeMember
from scoring.permissions import read_application_in_committee
from scoring.selectors.reasons import Case, cases_of, values_of

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

    @property
    def is_settled(self) -> bool:
        return not self.case.needs_agreement and not self.case.missing_languages


def compared_cases(call: Call, user: User) -> list[Compared]:
    """What this member of the committee may see, widest spread first, then by number and rubric."""
    seats = {
        seat.pk: seat
        for seat in CommitteeMember.objects.filter(committee__call=call).select_related("user")
    }
    rows = read_application_in_committee.queryset(user).filter(call=call)
    readable = set(rows.values_list("pk", flat=True))
    found = [
        Compared(case, _marks(case, seats))
        for case in cases_of(call)
        if case.application.pk in readable
    ]
    return sorted(found, key=lambda one: -one.relative_spread)


def find_case(cases: Sequence[Compared], number: str, criterion: str) -> Compared | None:
    wanted = (number, criterion)
    return next(
        (one for one in cases if (one.case.application.number, one.case.code) == wanted), None
    )


def _marks(case: Case, seats: Mapping[int, CommitteeMember]) -> tuple[Mark, ...]:
    return tuple(
        Mark(seats[pk], points, value, words) for pk, points, value, words in values_of(case)
    )
