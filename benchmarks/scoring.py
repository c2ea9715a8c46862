"""Scoring of 10,000 applications × 5 sheets × 3 criteria, beside reading the same file as JSON.

    python -m benchmarks.scoring [applications]

From the evaluation as data to a ranked list with every trace (`rank_lots`), and on to the amounts
(`recompute`), which is what the desk's two buttons and `./merila recompute` do.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from typing import Any

from audit.core import canonical
from benchmarks.rows import Row, print_rows
from scoring.core.run.recompute import rank_lots, recompute

NAME = "Scoring"
CRITERIA = (("K1", 40), ("K2", 30), ("K3", 30))
ASSESSORS = ("a1", "a2", "a3", "a4", "a5")


def the_call(count: int) -> dict[str, Any]:
    rubric = [
        {"code": code, "kind": "score", "min": "0", "max": str(most), "step": "1"}
        for code, most in CRITERIA
    ]
    lot = {
        "code": "A",
        "budget": f"{count * 1500}.00",
        "rubric": {"code": "R", "children": rubric},
        "aggregation": {"method": "mean", "decimals": 2, "minimum_sheets": 2},
        "threshold": {"total": "40"},
        "tie_break": ["criterion:K1", "requested:lower", "draw"],
        "allocation": {"method": "point_value", "redistribute": True},
    }
    return {"merila": "call/1", "grant": {"minimum": "200.00", "maximum": "8000.00"}, "lots": [lot]}


def the_evaluation(count: int) -> dict[str, Any]:
    chance = random.Random(2027)
    return {
        "merila": "evaluation/1",
        "seed": "merilo",
        "applications": [
            {
                "number": f"K27-A-{place:05}",
                "lot": "A",
                "requested": f"{chance.randint(300, 9000)}.00",
                "facts": {},
                "sheets": [_sheet(name, chance) for name in ASSESSORS],
            }
            for place in range(1, count + 1)
        ],
    }


def _sheet(assessor: str, chance: random.Random) -> dict[str, Any]:
    answers = {
        code: {"value": str(chance.randint(most // 2, most)), "reason": "Zasnova je jasna."}
        for code, most in CRITERIA
    }
    return {"assessor": assessor, "answers": answers}


def measure(count: int = 10_000) -> list[Row]:
    call, evaluation = the_call(count), the_evaluation(count)
    text = json.dumps(evaluation)
    plain = seconds_of(lambda: json.loads(text))
    ranked = seconds_of(lambda: rank_lots(call, evaluation))
    whole = seconds_of(lambda: recompute(call, evaluation))
    result = recompute(call, evaluation)
    written = seconds_of(lambda: canonical.digest(result))
    size = f"{count:,} applications × {len(ASSESSORS)} sheets × {len(CRITERIA)} criteria"
    peer = f"reading the evaluation as JSON {plain:.2f} s"
    return [
        Row(f"points, places and traces, {size}", f"{ranked:.2f} s", peer),
        Row(f"the same and the amounts, {size}", f"{whole:.2f} s", peer),
        Row("canonical text and hash of that result", f"{written:.2f} s", peer),
    ]


def seconds_of(act: Callable[[], object]) -> float:
    found = []
    for _ in range(2):
        began = time.perf_counter()
        act()
        found.append(time.perf_counter() - began)
    return min(found)


if __name__ == "__main__":
    print_rows(measure(*map(int, sys.argv[1:2])))
