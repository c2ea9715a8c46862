"""Dividing one pot among its ranked entries, to the cent (CALL_FILE §5 and §6.13-19).

The six methods stand in modules of their own: point_value, fixed_point_value, ranked, bands,
proportional, equal. Whatever the method: the sum never exceeds the pot, nobody gets more than the
cap, an amount is 0 or at least the minimum, the order of the input does not matter, and a rule
that would have to cut between equals refuses and names them. The one exception is named in
rounding.py: left-over rounding units may go by application number.

>>> result = allocate(
...     allocation={"method": "point_value", "redistribute": True, "minimum": "refuse"},
...     budget="500.00", grant={"minimum": "200.00"}, tie_break=[], seed=None, entries=[
...         {"number": "1", "points": "50", "requested": "900.00"},
...         {"number": "2", "points": "26", "requested": "900.00"},
...         {"number": "3", "points": "24", "requested": "900.00"}])
>>> result["amounts"], result["out"]
({'1': '500.00', '2': '0.00', '3': '0.00'}, {'2': 'below_minimum', '3': 'below_minimum'})
>>> result["factor"], result["reserve"], result["spent"], result["unspent"]
('10', ['2', '3'], '500.00', '0.00')
>>> [step["rule"] for step in result["trace"]["applications"]["1"]]
['cap_requested', 'points_times_value']
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from callfile.allocation.rule import ALLOCATION, AllocationRule, Method, rule_of
from callfile.grant import GRANT, Grant
from callfile.numbers.exact import exact_text
from callfile.numbers.money import money_text, money_texts
from callfile.reading.parts import strictly
from scoring.core.money import equal, fixed_point_value, point_value, proportional
from scoring.core.money.allocation_trace import AllocationStep, Step, allocation_step
from scoring.core.money.claims import Claim, Pot, open_pot
from scoring.core.money.division import divide
from scoring.core.money.ranked import pay_bands, pay_ranked
from scoring.core.ranking.tie_break import best_first

Result = dict[str, Any]

METHODS: dict[Method, Callable[[Pot], None]] = {
    Method.POINT_VALUE: partial(divide, scheme=point_value),
    Method.FIXED_POINT_VALUE: partial(divide, scheme=fixed_point_value),
    Method.RANKED: pay_ranked,
    Method.BANDS: pay_bands,
    Method.PROPORTIONAL: partial(divide, scheme=proportional),
    Method.EQUAL: partial(divide, scheme=equal),
}

# more money, or others leaving, would never pay these
NEVER_PAYABLE = frozenset({"cap_below_minimum", "nothing_due"})

RESERVE = "reserve"


def allocate(
    *,
    allocation: object,
    budget: str,
    grant: object,
    entries: Sequence[Mapping[str, Any]],
    tie_break: Sequence[str] = (),
    seed: str | None = None,
) -> Result:
    """Divide `budget` (money string) among `entries`, all of which meet the thresholds.

    `allocation` and `grant` are as the call file writes them. An entry has number, points
    (decimal or exact-fraction text), requested, and as far as the call needs them eligible_cost
    and values (points by criterion code, for the tie-break).

    Returns, in the key names of CALL_FILE §8: `amounts` (number → money, in order of rank),
    `factor` (exact text; absent where nothing was multiplied, that is under `ranked`), `out`
    (number → code), `reserve` (numbers in order of rank), `spent`, `unspent`, and `trace` with
    the steps of the `pot` and of each of the `applications` (see allocation_trace.py).

    Raises CoreFault: `input` for an entry or amount that cannot be read, `setup` for a faulty
    rule or points in no band, `tie` where the rule would cut between equals.
    """
    limits = strictly(GRANT, grant)
    rule = rule_of(strictly(ALLOCATION, allocation), limits)
    return divided_pot(rule, budget, limits, entries, tie_break, seed)


def divided_pot(
    rule: AllocationRule,
    budget: str,
    grant: Grant,
    entries: Sequence[Mapping[str, Any]],
    tie_break: Sequence[str],
    seed: str | None,
) -> Result:
    """What `allocate` returns, by a rule that has been read."""
    pot = open_pot(budget, rule, grant, best_first(entries, tie_break, seed))
    opening = {"budget": budget, "unit": pot.money(1), "pot": pot.money(pot.units)}
    pot.steps.append(allocation_step(AllocationStep.POT, **opening))
    METHODS[rule.method](pot)
    return _result(pot)


class Traces(Mapping[str, list[Step]]):
    """The steps of every application by number, best first; said when they are asked for.

    A division of a hundred thousand takes a second, saying all its steps takes several, and
    hardly anybody asks for more than one application at a time. `dict(traces)` says all.
    """

    def __init__(self, pot: Pot) -> None:
        self._pot = pot

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {claim.number: claim for claim in self._pot.everyone}

    def __getitem__(self, number: str) -> list[Step]:
        return self._pot.steps_of(self._claims[number])

    def __iter__(self) -> Iterator[str]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)


def _result(pot: Pot) -> Result:
    everyone, out = pot.everyone, pot.out
    texts = money_texts([claim.amount * pot.rule.unit for claim in everyone])
    amounts = dict(zip([claim.number for claim in everyone], texts, strict=True))
    pot.tellers[RESERVE] = lambda claim, place: allocation_step(
        AllocationStep.RESERVE_PLACE, place=place
    )
    reserve: list[str] = []
    for claim in everyone:
        if not claim.amount and out.get(claim.number) not in NEVER_PAYABLE:
            reserve.append(claim.number)
            claim.note(RESERVE, len(reserve))
    spent = sum(claim.amount for claim in everyone) * pot.rule.unit
    sums = {"spent": money_text(spent), "unspent": money_text(pot.cents - spent)}
    pot.steps.append(allocation_step(AllocationStep.SPENT, **sums))
    factor = {} if pot.factor is None else {"factor": exact_text(pot.factor)}
    said = {number: out[number] for number in amounts if number in out}
    trace = {"pot": pot.steps, "applications": Traces(pot)}
    return {"amounts": amounts, **factor, "out": said, "reserve": reserve, **sums, "trace": trace}
