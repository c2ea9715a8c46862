"""Who scores which application where the call wants a number of members for each, drawn by lot.

The seed is the hash of the ledger entry that began the scoring: the entry names the applications,
the seats and who steps out of what, so nothing could be chosen once the seed was known. Then:

1. Applications are taken in the ascending order of SHA-256(seed ‖ number), nothing between.
2. For each, every seat draws SHA-256(seed ‖ number ‖ "/" ‖ seat). Of the members who do not step
   out those are drawn who have the fewest applications so far; among equals the lowest digits.
3. In the same order, again and again until nothing changes: where somebody drawn has at least two
   applications more than a member who could score this one too, the one with the most gives it to
   the one with the fewest (the lowest digits of each where several have as many).
4. The order of an application is: who was drawn, then the other members, then the substitutes, each
   by the lowest digits. Whoever stands in it next steps in where somebody steps out later.

Where nobody steps out, two members differ by at most one application. Hashes are compared as
lower-case hexadecimal, as in the draw of CALL_FILE section 6, 11.

>>> applications = [ToDraw(str(number), 2) for number in range(1, 7)]
>>> drawn = draw_assessors("seed", applications, Seats(("1", "2", "3"), ("4",)))
>>> [drawn[one.number][:2] for one in applications][:3]
[('2', '1'), ('1', '2'), ('1', '3')]
>>> loads_of(drawn, applications)
{'1': 4, '2': 4, '3': 4}
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from scoring.core.ranking.tie_break import draw_key


class Seats(NamedTuple):
    """Names of seats. The chair is a member here."""

    members: tuple[str, ...]
    substitutes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToDraw:
    """An application, how many score it, and which seats step out of it."""

    number: str
    assessors: int
    out: Set[str] = frozenset()


def seat_key(seed: str, number: str, seat: str) -> str:
    """What a seat draws for an application: 64 hexadecimal digits, the lowest wins."""
    return hashlib.sha256(f"{seed}{number}/{seat}".encode()).hexdigest()


def draw_assessors(
    seed: str, applications: Sequence[ToDraw], seats: Seats
) -> dict[str, tuple[str, ...]]:
    """By number the seats in their order, the drawn ones first; nobody who steps out is in it.

    The order in which applications and seats are given does not matter.
    """
    draw = _Draw(seed, seats.members)
    in_order = sorted(applications, key=lambda one: draw_key(seed, one.number))
    for one in in_order:
        draw.first(one)
    while sum(draw.levelled(one) for one in in_order):
        pass
    return {
        one.number: draw.order(one, [seat for seat in seats.substitutes if seat not in one.out])
        for one in in_order
    }


def seats_in_order(seed: str, number: str, seats: Seats) -> tuple[str, ...]:
    """The order of an application that was not there when the others were drawn."""
    return tuple(
        seat
        for group in seats
        for seat in sorted(group, key=lambda one: seat_key(seed, number, one))
    )


@dataclass
class _Draw:
    seed: str
    members: tuple[str, ...]
    load: Counter[str] = field(default_factory=Counter)
    lots: dict[str, dict[str, str]] = field(default_factory=dict)
    drawn: dict[str, set[str]] = field(default_factory=dict)

    def first(self, one: ToDraw) -> None:
        lots = {
            seat: seat_key(self.seed, one.number, seat)
            for seat in self.members
            if seat not in one.out
        }
        chosen = sorted(lots, key=lambda seat: (self.load[seat], lots[seat]))[: one.assessors]
        self.lots[one.number], self.drawn[one.number] = lots, set(chosen)
        self.load.update(chosen)

    def levelled(self, one: ToDraw) -> bool:
        """Whether somebody gave the application to somebody else."""
        lots, drawn = self.lots[one.number], self.drawn[one.number]
        others = lots.keys() - drawn
        if not drawn or not others:
            return False
        most = min(drawn, key=lambda seat: (-self.load[seat], lots[seat]))
        fewest = min(others, key=lambda seat: (self.load[seat], lots[seat]))
        if self.load[most] < self.load[fewest] + 2:
            return False
        drawn.symmetric_difference_update({most, fewest})
        self.load.subtract([most])
        self.load.update([fewest])
        return True

    def order(self, one: ToDraw, substitutes: Collection[str]) -> tuple[str, ...]:
        lots, drawn = self.lots[one.number], self.drawn[one.number]
        found = sorted(lots, key=lambda seat: (seat not in drawn, lots[seat]))
        last = sorted(substitutes, key=lambda seat: seat_key(self.seed, one.number, seat))
        return (*found, *last)


def assessors_drawn(
    order: Sequence[int], able: Set[int], begun: Set[int], assessors: int
) -> tuple[int, ...]:
    """Who scores now, of an order of seats: as many as the call asks for, of those who are `able`.

    Whoever has `begun` a sheet goes on with it, also where somebody takes a seat that stands
    before; a conflict only ever adds who stands next.

    >>> assessors_drawn([3, 1, 4, 2], {1, 2, 4}, set(), 2)
    (1, 4)
    >>> assessors_drawn([3, 1, 4, 2], {1, 2, 3, 4}, {1, 4}, 2)
    (1, 4)
    """
    found = [seat for seat in dict.fromkeys(order) if seat in able]
    found.sort(key=lambda seat: seat not in begun)
    return tuple(found[:assessors])


def loads_of(drawn: Mapping[str, Sequence[str]], applications: Sequence[ToDraw]) -> dict[str, int]:
    """How many applications each seat was drawn for."""
    counted = Counter(seat for one in applications for seat in drawn[one.number][: one.assessors])
    return {seat: counted[seat] for seat in sorted(counted)}
