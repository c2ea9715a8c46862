"""The sentence of each `AllocationStep` of the core: its value, and its words.

Where a code has two sentences, the second stands under `code:variant` (amounts.py chooses).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from scoring.core.money.allocation_trace import AllocationStep as S

Say = tuple[str | Promise, str | Promise]

_NOTHING = "%(nothing)s"
_CAPS: dict[str, Say] = {
    S.CAP_REQUESTED: ("%(cap)s", gettext_lazy("requested, and so the most that can be granted")),
    S.CAP_MAXIMUM: (
        "%(cap)s",
        gettext_lazy("the highest amount of the call; %(requested)s was requested"),
    ),
    S.CAP_SHARE: (
        "%(cap)s",
        gettext_lazy(
            "at most %(share)s of the eligible costs of %(eligible_cost)s; %(requested)s was "
            "requested"
        ),
    ),
    S.CAP_TO_UNIT: ("%(cap)s", gettext_lazy("the same, rounded down to whole units of %(unit)s")),
    S.CAP_BELOW_MINIMUM: (
        "%(cap)s",
        gettext_lazy(
            "is the most that could be granted, below the lowest amount of %(minimum)s: no grant, "
            "and no place on the reserve list"
        ),
    ),
}
_DUE: dict[str, Say] = {
    S.NOTHING_DUE: (_NOTHING, gettext_lazy("points: %(points)s, so nothing is due")),
    S.POINTS_TIMES_VALUE: (
        "%(share)s",
        gettext_lazy("%(points)s points × %(rate)s for a point, rounded down; %(remainder)s"),
    ),
    S.WEIGHT_TIMES_FACTOR: (
        "%(share)s",
        gettext_lazy("%(points)s points × %(cap)s × factor %(value)s, rounded down; %(remainder)s"),
    ),
    S.EQUAL_PART: (
        "%(share)s",
        gettext_lazy("an equal part of %(rate)s, rounded down; %(remainder)s"),
    ),
    S.POINTS_AT_GIVEN_VALUE: (
        "%(amount)s",
        gettext_lazy("%(points)s points × %(rate)s, but no more than can be granted at most"),
    ),
    S.BAND_SHARE: (
        "%(amount)s",
        gettext_lazy("%(points)s points, band %(band)s: %(share)s of %(cap)s, rounded down"),
    ),
    S.SCALED_BY: (
        "%(share)s",
        gettext_lazy("%(amount)s × factor %(value)s, rounded down; %(remainder)s"),
    ),
    S.FIXED_AT_CAP: (
        "%(cap)s",
        gettext_lazy(
            "in round %(round)s (%(factor)s) more would be due: the most that can be granted"
        ),
    ),
    S.CUT_AT_CAP: (
        "%(cap)s",
        gettext_lazy(
            "%(share)s would be due; %(stays)s is above the most that can be granted and stays in "
            "the pot"
        ),
    ),
    S.RAISED_TO_MINIMUM: (
        "%(minimum)s",
        gettext_lazy("%(share)s would be due; raised to the lowest amount"),
    ),
    S.REFUSED_BELOW_MINIMUM: (
        _NOTHING,
        gettext_lazy(
            "%(share)s would be due, below the lowest amount of %(minimum)s: refused in turn "
            "%(turn)s, and all is computed again for the others"
        ),
    ),
    S.REFUSED_MINIMA_EXCEED_POT: (
        _NOTHING,
        ngettext_lazy(
            "the pot of %(pot)s holds the lowest amount of %(minimum)s for %(places)s application",
            "the pot of %(pot)s holds the lowest amount of %(minimum)s for %(places)s applications",
            "places",
        ),
    ),
}
_ROUNDING: dict[str, Say] = {
    S.LEFTOVER_UNIT: (
        "+ %(unit_amount)s",
        ngettext_lazy(
            "the one left-over unit of %(unit)s, %(units)s in all: place %(place)s by %(by)s",
            "one of the %(units)s left-over units of %(unit)s: place %(place)s by %(by)s",
            "units",
        ),
    ),
    S.LEFTOVER_MISSED: (
        "+ %(nothing)s",
        ngettext_lazy(
            "the remainder is equal, but %(units)s left-over unit of %(unit)s goes to others: "
            "place %(place)s by %(by)s",
            "the remainder is equal, but %(units)s left-over units of %(unit)s go to others: "
            "place %(place)s by %(by)s",
            "units",
        ),
    ),
}
_IN_ORDER: dict[str, Say] = {
    S.IN_RANK_ORDER: (
        "%(amount)s",
        gettext_lazy("in order of rank: of %(before)s in the pot %(after)s is left for the next"),
    ),
    S.PARTIAL_REMAINDER: (
        "%(remaining)s",
        gettext_lazy("is left, less than the %(wanted)s due: the remainder is granted"),
    ),
    S.DOES_NOT_FIT: (
        "%(remaining)s",
        gettext_lazy("is left, less than the %(wanted)s due"),
    ),
    "does_not_fit:together": (
        "%(remaining)s",
        gettext_lazy(
            "is left; %(wanted)s would be due and %(together)s for all equals, who are granted all "
            "or nothing"
        ),
    ),
    S.PARTIAL_BELOW_MINIMUM: (
        _NOTHING,
        gettext_lazy("the remainder of %(remaining)s is below the lowest amount of %(minimum)s"),
    ),
    S.AFTER_STOP: (
        _NOTHING,
        gettext_lazy("the money ended with application %(number)s, which stands before"),
    ),
    S.BEYOND_TOP: (
        _NOTHING,
        ngettext_lazy(
            "place %(place)s, and only the first %(top)s is granted",
            "place %(place)s, and only the first %(top)s are granted",
            "top",
        ),
    ),
    S.RESERVE_PLACE: (
        pgettext_lazy("place in the ranking", "%(place)s."),
        gettext_lazy("place on the reserve list"),
    ),
}
_OF_THE_POT: dict[str, Say] = {
    S.OWN_BUDGET: ("%(budget)s", gettext_lazy("published funds of the lot")),
    "own_budget:share": (
        "%(budget)s",
        gettext_lazy("published funds of the lot: %(share)s of lot %(parent)s"),
    ),
    S.RECEIVED_FROM: ("+ %(amount)s", gettext_lazy("unspent in lot %(lot)s")),
    S.POT: (
        "%(pot)s",
        gettext_lazy("in the pot: %(budget)s rounded down to whole units of %(unit)s"),
    ),
    "pot:whole": ("%(pot)s", gettext_lazy("in the pot, counted in units of %(unit)s")),
    S.REFUSED: (
        _NOTHING,
        gettext_lazy(
            "application %(number)s, below the lowest amount, refused in turn %(turn)s; all is "
            "computed again"
        ),
    ),
    S.RAISED: (
        "%(left)s",
        ngettext_lazy(
            "left for the others after %(entries)s application is raised to %(minimum)s",
            "left for the others after %(entries)s applications are raised to %(minimum)s",
            "entries",
        ),
    ),
    S.ROUND: (
        "%(left)s",
        ngettext_lazy(
            "divided in round %(round)s: %(division)s; %(fixed)s application reaches the most that "
            "can be granted",
            "divided in round %(round)s: %(division)s; %(fixed)s applications reach the most that "
            "can be granted",
            "fixed",
        ),
    ),
    "round:last": (
        "%(left)s",
        gettext_lazy(
            "divided in round %(round)s: %(division)s; nobody reaches the most that can be granted"
        ),
    ),
    S.ALL_AT_CAP: (
        "%(stays)s",
        gettext_lazy("stays: every application has the most that can be granted"),
    ),
    S.SCALE: (
        "× %(factor)s",
        gettext_lazy("factor for all: %(pot)s in the pot ÷ %(sum)s due = %(factor)s"),
    ),
    S.WITHIN_POT: (
        "%(sum)s",
        gettext_lazy("due to all, no more than %(pot)s in the pot: nothing is reduced"),
    ),
    S.OVER_POT_RANKED: (
        "%(sum)s",
        gettext_lazy("due to all, more than %(pot)s in the pot: granted in order of rank"),
    ),
    S.LEFTOVER_UNITS: (
        "+ %(product)s",
        ngettext_lazy(
            "%(units)s left-over unit of %(unit)s goes to the largest remainder (%(least)s)",
            "%(units)s left-over units of %(unit)s go to the largest remainders, down to %(least)s",
            "units",
        ),
    ),
    S.ROUNDED_DOWN: (
        "%(unit_amount)s",
        gettext_lazy("is the unit; amounts are rounded down and what is over stays in the pot"),
    ),
    S.SPENT: ("%(spent)s", gettext_lazy("allocated; %(unspent)s not spent")),
    S.MOVED_TO: ("%(minus)s %(amount)s", gettext_lazy("moves to lot %(lot)s")),
    S.RETURNED_TO: ("%(minus)s %(amount)s", gettext_lazy("returns to lot %(lot)s")),
    S.STAYS: ("%(amount)s", gettext_lazy("stays unspent")),
}
# A unit of one cent is called a cent, as everybody does who counts money.
_IN_CENTS: dict[str, Say] = {
    "pot:cents": ("%(pot)s", gettext_lazy("in the pot, counted in cents")),
    "cap_to_unit:cents": ("%(cap)s", gettext_lazy("the same, rounded down to whole cents")),
    "leftover_unit:cents": (
        "+ %(unit_amount)s",
        ngettext_lazy(
            "the one left-over cent, %(units)s in all: place %(place)s by %(by)s",
            "one of the %(units)s left-over cents: place %(place)s by %(by)s",
            "units",
        ),
    ),
    "leftover_missed:cents": (
        "+ %(nothing)s",
        ngettext_lazy(
            "the remainder is equal, but %(units)s left-over cent goes to others: "
            "place %(place)s by %(by)s",
            "the remainder is equal, but %(units)s left-over cents go to others: "
            "place %(place)s by %(by)s",
            "units",
        ),
    ),
    "leftover_units:cents": (
        "+ %(product)s",
        ngettext_lazy(
            "%(units)s left-over cent goes to the largest remainder (%(least)s)",
            "%(units)s left-over cents go to the largest remainders, down to %(least)s",
            "units",
        ),
    ),
    "rounded_down:cents": (
        "%(unit_amount)s",
        gettext_lazy("amounts are rounded down to the cent and what is over stays in the pot"),
    ),
}
SAY: dict[str, Say] = {**_CAPS, **_DUE, **_ROUNDING, **_IN_ORDER, **_OF_THE_POT, **_IN_CENTS}
