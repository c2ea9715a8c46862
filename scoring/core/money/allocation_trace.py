"""The steps by which an amount explains itself, as codes with arguments.

A step is `{"rule": code, "args": {...}}`, ready for JSON; the shell says it in the languages of
the call. Amounts are decimal strings, values and remainders exact fractions as text (`shown` is
the same value with four decimals, for reading). With the steps of an application and of its pot
a person can find every cent again with a pencil.

>>> allocation_step(AllocationStep.CAP_REQUESTED, cap="500.00")
{'rule': 'cap_requested', 'args': {'cap': '500.00'}}
"""

from enum import StrEnum
from typing import Any

Step = dict[str, Any]


class AllocationStep(StrEnum):
    """Codes of the steps; the comment names the arguments."""

    # of an application: its cap
    CAP_REQUESTED = "cap_requested"  # cap
    CAP_MAXIMUM = "cap_maximum"  # cap, requested
    CAP_SHARE = "cap_share"  # cap, requested, share, eligible_cost
    CAP_TO_UNIT = "cap_to_unit"  # cap, unit: rounded down to whole units
    CAP_BELOW_MINIMUM = "cap_below_minimum"  # cap, minimum (the least that could be paid)
    # of an application: what is due by the method, before rounding
    NOTHING_DUE = "nothing_due"  # points
    POINTS_TIMES_VALUE = "points_times_value"  # points, value, shown, share, remainder
    WEIGHT_TIMES_FACTOR = "weight_times_factor"  # points, cap, value, shown, share, remainder
    EQUAL_PART = "equal_part"  # unit, value (in units), shown, share, remainder
    POINTS_AT_GIVEN_VALUE = "points_at_given_value"  # points, value, amount
    BAND_SHARE = "band_share"  # points, from, to (null: open), share, cap, amount
    SCALED_BY = "scaled_by"  # amount (before), value, shown, share, remainder
    FIXED_AT_CAP = "fixed_at_cap"  # round, value, shown, cap: more was due in that round
    CUT_AT_CAP = "cut_at_cap"  # share, cap, stays: what is above the cap stays in the pot
    RAISED_TO_MINIMUM = "raised_to_minimum"  # share, minimum
    REFUSED_BELOW_MINIMUM = "refused_below_minimum"  # turn, share (rounded down), minimum
    REFUSED_MINIMA_EXCEED_POT = "refused_minima_exceed_pot"  # minimum, pot, places
    # of an application: rounding
    LEFTOVER_UNIT = "leftover_unit"  # unit, place, units, by: remainder, points, rank, number
    LEFTOVER_MISSED = "leftover_missed"  # as before: the remainder was equal, `by` decided
    # of an application: in order of rank
    IN_RANK_ORDER = "in_rank_order"  # before, amount, after: money in the pot
    PARTIAL_REMAINDER = "partial_remainder"  # remaining, wanted
    DOES_NOT_FIT = "does_not_fit"  # remaining, wanted, together (equals are paid all or none)
    PARTIAL_BELOW_MINIMUM = "partial_below_minimum"  # remaining, minimum
    AFTER_STOP = "after_stop"  # number: the first who did not fit whole
    BEYOND_TOP = "beyond_top"  # top, place
    # of an application: the end
    RESERVE_PLACE = "reserve_place"  # place
    # of a pot
    POT = "pot"  # budget (with what was received), unit, pot (rounded down to the unit)
    OWN_BUDGET = "own_budget"  # budget; share, parent where it is a share of its parent's
    RECEIVED_FROM = "received_from"  # lot, amount
    REFUSED = "refused"  # number, turn
    RAISED = "raised"  # entries, minimum, left (for the others)
    ROUND = "round"  # round, left, value, shown, fixed (entries)
    ALL_AT_CAP = "all_at_cap"  # stays
    SCALE = "scale"  # pot, sum (of the amounts before), factor, shown
    WITHIN_POT = "within_pot"  # sum, pot: nothing has to be scaled or cut
    OVER_POT_RANKED = "over_pot_ranked"  # sum, pot: paid in order of rank
    LEFTOVER_UNITS = "leftover_units"  # units, unit, least (the smallest remainder served)
    ROUNDED_DOWN = "rounded_down"  # unit: left-over units stay in the pot
    SPENT = "spent"  # spent, unspent
    MOVED_TO = "moved_to"  # lot, amount
    RETURNED_TO = "returned_to"  # lot, amount
    STAYS = "stays"  # amount


def allocation_step(rule: AllocationStep, /, **args: Any) -> Step:
    """One step of a trace."""
    return {"rule": str(rule), "args": args}
