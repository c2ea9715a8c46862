"""Who must score one application.

The chair and the members without a conflict. Where fewer than `minimum_sheets` of them are left,
substitutes without a conflict step in, in the order of their appointment, until there are as many
as the call asks for (source: CALL_FILE section 4, 1; a conflict only ever adds substitutes).

>>> roles = ("chair", "member", "substitute", "substitute")
>>> seats = [AssessorSeat(number, role) for number, role in enumerate(roles, 1)]
>>> assessors_of(seats, frozenset(), 2), assessors_of(seats, frozenset({2}), 2)
((1, 2), (1, 3))
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

ALWAYS = ("chair", "member")
IN_PLACE = "substitute"


@dataclass(frozen=True, slots=True)
class AssessorSeat:
    """A seat of the committee, in the order of appointment."""

    pk: int
    role: str


def assessors_of(
    seats: Sequence[AssessorSeat], recused: Set[int], minimum_sheets: int
) -> tuple[int, ...]:
    """The seats that score; fewer than `minimum_sheets` where nobody else can step in."""
    able = [seat for seat in seats if seat.pk not in recused]
    found = [seat.pk for seat in able if seat.role in ALWAYS]
    substitutes = [seat.pk for seat in able if seat.role == IN_PLACE]
    return (*found, *substitutes[: max(0, minimum_sheets - len(found))])
