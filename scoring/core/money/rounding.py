"""Rounding of money, the one place (CALL_FILE §5, §6.16, §6.18).

Amounts are whole units of the call (1 cent unless it says 1 EUR or 10 EUR). Pot and caps are
rounded down to the unit, the minimum up. Shares are rounded down; with `largest_remainder` the
units still missing from the exact sum go one each to the largest remainders; equal remainders
by higher points, then by rank, then by application number. That last step is the one exception
to "the run refuses to cut between equals", and the trace of the one who gets or misses such a
unit says `by: number`. An entry at its cap has no remainder, so nobody rises above the cap.

>>> largest_remainders([5, 5, 3], places=[0, 1, 2], missing=1)
[0]
"""

from collections.abc import Sequence


def largest_remainders(remainders: Sequence[int], places: Sequence[int], missing: int) -> list[int]:
    """Indexes that get one unit each, in the order in which the units are given.

    `remainders`: numerators over one common denominator; `places`: places in the order of
    points, rank and application number, all different.
    """
    waiting = [index for index, remainder in enumerate(remainders) if remainder]
    waiting.sort(key=lambda index: (-remainders[index], places[index]))
    return waiting[:missing]
