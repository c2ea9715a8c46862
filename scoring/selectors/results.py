"""The frozen result of a run, read once per process: a run never changes, so neither does this."""

import json
from functools import lru_cache
from typing import Any

from scoring.models import AllocationRun, RankingRun

Run = AllocationRun | RankingRun
# Large calls have results of many megabytes; a few calls are worked on at the same time.
KEPT = 4


def result_of(run: Run) -> dict[str, Any]:
    """`scoring.core.recompute` of the run, shared by all who ask: read it, never change it."""
    return _result(type(run), run.pk, run.result_sha256)


def row_of(run: Run, lot: str, number: str) -> dict[str, Any] | None:
    """One application in the ranking of its lot."""
    rows = result_of(run)["ranking"].get(lot, [])
    return next((row for row in rows if row["number"] == number), None)


@lru_cache(maxsize=KEPT)
def _result(model: type[Run], pk: int, digest: str) -> dict[str, Any]:
    # The digest belongs to the key: it alone says which content the number stands for.
    text = model._default_manager.values_list("result", flat=True).get(pk=pk)
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError(f"{model.__name__} {pk} ({digest}) holds no result")
    return found
