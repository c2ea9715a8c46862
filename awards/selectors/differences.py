"""What one computation gives otherwise than another, application by application."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from audit.core import canonical
from grants.models import Application
from scoring.models import AllocationRun, RankedApplication

Json = Mapping[str, Any]
# Lot, points, cents, place.
Standing = tuple[str, str | None, int, int | None]
_NOTHING: Standing = ("", None, 0, None)


@dataclass(frozen=True, slots=True)
class ChangedResult:
    """One application whose points, place or amount are other than before; facts: code → (old,
    new).
    """

    number: str
    lot: str
    applicant: str
    points: tuple[str | None, str | None]
    places: tuple[int | None, int | None]
    amounts: tuple[int, int]
    facts: Mapping[str, tuple[object, object]]

    @property
    def change(self) -> int:
        return self.amounts[1] - self.amounts[0]


def changed_results(before: AllocationRun, after: AllocationRun) -> list[ChangedResult]:
    """Applications whose points, place or amount changed, in the order of the newer ranking."""
    if before.pk == after.pk:
        return []
    old, new = _standing(before), _standing(after)
    facts_before, facts_after = _facts(before), _facts(after)
    changed = [number for number in new if old.get(number, _NOTHING)[1:] != new[number][1:]]
    names = _names(after, changed)
    return [
        ChangedResult(
            number=number,
            lot=new[number][0],
            applicant=names.get(number, ""),
            points=(old.get(number, _NOTHING)[1], new[number][1]),
            places=(old.get(number, _NOTHING)[3], new[number][3]),
            amounts=(old.get(number, _NOTHING)[2], new[number][2]),
            facts=dict(_changed(facts_before.get(number, {}), facts_after.get(number, {}))),
        )
        for number in changed
    ]


def changed_numbers(before: AllocationRun, after: AllocationRun) -> list[str]:
    """Which applications have other points or another amount: a place in the order alone is no
    change, since nothing of a decision follows from it.
    """
    old, new = _standing(before), _standing(after)
    return [number for number in new if old.get(number, _NOTHING)[1:3] != new[number][1:3]]


def _standing(run: AllocationRun) -> dict[str, Standing]:
    rows = RankedApplication.objects.filter(run=run.ranking_id)
    columns = ("application__number", "lot", "total", "allocated__amount_cents", "place")
    return {
        number: (lot, total or None, amount or 0, place)
        for number, lot, total, amount, place in rows.values_list(*columns)
    }


def _facts(run: AllocationRun) -> dict[str, Json]:
    evaluation = canonical.loads(run.ranking.evaluation)
    if not isinstance(evaluation, dict):
        return {}
    return {row["number"]: row["facts"] for row in evaluation["applications"]}


def _changed(old: Json, new: Json) -> Iterator[tuple[str, tuple[object, object]]]:
    for code in sorted({*old, *new}):
        if old.get(code) != new.get(code):
            yield code, (old.get(code), new.get(code))


def _names(run: AllocationRun, numbers: list[str]) -> dict[str, str]:
    rows = Application.objects.filter(call_id=run.ranking.call_id, number__in=numbers)
    return {
        number: (applicant or {}).get("name", "")
        for number, applicant in rows.values_list("number", "applicant")
    }
