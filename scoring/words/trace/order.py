"""Which steps lead to one amount, and in which order a pencil takes them."""

from collections.abc import Mapping, Sequence
from typing import Any

from scoring.core.money.allocation_trace import AllocationStep as S

Json = Mapping[str, Any]

# Steps of the pot that the amount of each application rests on.
_SHARED = {
    S.OWN_BUDGET,
    S.RECEIVED_FROM,
    S.POT,
    S.RAISED,
    S.ROUND,
    S.SCALE,
    S.WITHIN_POT,
    S.OVER_POT_RANKED,
    S.LEFTOVER_UNITS,
    S.ROUNDED_DOWN,
}
_STAGES = (
    {S.OWN_BUDGET, S.RECEIVED_FROM},
    {S.POT},
    {S.CAP_REQUESTED, S.CAP_MAXIMUM, S.CAP_SHARE, S.CAP_TO_UNIT, S.CAP_BELOW_MINIMUM},
    {S.POINTS_AT_GIVEN_VALUE, S.BAND_SHARE, S.NOTHING_DUE},
    {S.RAISED, S.ROUND, S.SCALE, S.WITHIN_POT, S.OVER_POT_RANKED},
)
_LAST_STAGES = (
    {S.LEFTOVER_UNITS, S.ROUNDED_DOWN},
    {S.LEFTOVER_UNIT, S.LEFTOVER_MISSED},
    {S.CUT_AT_CAP},
)
_BETWEEN = len(_STAGES)
_STAGE_OF: dict[str, int] = {
    **{code: stage for stage, codes in enumerate(_STAGES) for code in codes},
    **{code: stage for stage, codes in enumerate(_LAST_STAGES, _BETWEEN + 1) for code in codes},
    S.RESERVE_PLACE: _BETWEEN + len(_LAST_STAGES) + 1,
}
# Never paid whatever the pot holds: how it was divided says nothing about these.
_OUT_BEFORE = {S.CAP_BELOW_MINIMUM, S.NOTHING_DUE}


def steps_to_amount(pot: Sequence[Json], own: Sequence[Json]) -> list[Json]:
    """The steps of the pot that matter for an application, and its own, as they are computed."""
    rules = {step["rule"] for step in own}
    if rules & _OUT_BEFORE:
        return list(own)
    last_round = next((s["args"]["round"] for s in own if s["rule"] == S.FIXED_AT_CAP), None)
    shared = [step for step in pot if step["rule"] in _SHARED and _matters(step, last_round)]
    if not rules & {S.LEFTOVER_UNIT, S.LEFTOVER_MISSED}:
        shared = [step for step in shared if step["rule"] != S.LEFTOVER_UNITS]
    if _says_the_same_twice(shared):
        shared = [step for step in shared if step["rule"] != S.POT]
    return sorted([*shared, *own], key=lambda step: _STAGE_OF.get(step["rule"], _BETWEEN))


def _matters(step: Json, last_round: int | None) -> bool:
    return last_round is None or step["rule"] != S.ROUND or step["args"]["round"] <= last_round


def _says_the_same_twice(steps: Sequence[Json]) -> bool:
    """Nothing came in and nothing was rounded: the pot is the lot's own budget."""
    own = [step["args"]["budget"] for step in steps if step["rule"] == S.OWN_BUDGET]
    return [step["args"]["pot"] for step in steps if step["rule"] == S.POT] == own
