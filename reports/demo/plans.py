"""A financial plan that comes out to the cent: costs = incomes + requested."""

from collections.abc import Mapping
from typing import Any

from callfile.fields.financial_plan import FinancialPlan, IncomeSource
from reports.demo.story import story

# How the costs divide, in thousandths; the last part takes what rounding leaves.
_PARTS = ((420, 180, 160, 140, 100), (380, 230, 170, 120, 100), (450, 210, 200, 140))
_OWN_PARTS = (550, 250, 200)


def financial_plan(
    field: FinancialPlan, requested: int, share: int, language: str, place: int
) -> dict[str, Any]:
    """Euros `requested`; `share` percent of the costs are own and other money.

    The total is rounded up to 10 €, so that it looks like one that people make.
    """
    total = -(-requested * 1000 // (100 - share)) // 10 * 100
    total = -(-total // 1000) * 1000
    eligible = [one.code for one in field.cost_categories if one.eligible]
    parts = _PARTS[place % len(_PARTS)]
    step = max(1, (len(eligible) - 1) // (len(parts) - 1))
    chosen = [eligible[0], *[eligible[1 + step * turn - step] for turn in range(1, len(parts))]]
    own = [one.code for one in field.income_categories if one.source is not IncomeSource.PUBLIC]
    words = story("sentences")
    return {
        "costs": _rows(chosen, _divided(total, parts), words["costs"][language]),
        "incomes": _rows(
            own, _divided(total - requested * 100, _OWN_PARTS), words["incomes"][language]
        ),
        "requested": f"{requested}.00",
    }


def _divided(cents: int, parts: tuple[int, ...]) -> list[int]:
    """Whole tens of euros, the rest in the first part."""
    amounts = [cents * part // 1000 // 1000 * 1000 for part in parts]
    amounts[0] += cents - sum(amounts)
    return amounts


def _rows(codes: list[str], amounts: list[int], words: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {
            "category": code,
            "text": words.get(code, code),
            "amount": f"{cents // 100}.{cents % 100:02d}",
        }
        for code, cents in zip(codes, amounts, strict=False)
        if cents
    ]
