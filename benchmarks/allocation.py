"""Allocation of 100,000 entries with caps, redistribution and traces, beside sorting the list.

    python -m benchmarks.allocation [entries]

Every rule divides the same made-up entries. The steps of each amount are noted while the pot is
divided and said when somebody asks; a last figure says all of them at once. Beside it stands what
it takes to sort the same entries by points and number. Times are of the processor,
because the goal is (1.5 s, in plain code).
"""

import random
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.rows import Row, print_rows
from scoring.core.money.allocation import allocate
from scoring.core.money.pots import written_out

NAME = "Allocation"
GOAL, REPEAT = 1.5, 3
RULES: dict[str, dict[str, Any]] = {
    "point_value, redistribute": {"method": "point_value", "redistribute": True},
    "point_value, once": {"method": "point_value", "redistribute": False},
    "point_value, refuse": {"method": "point_value", "redistribute": True, "minimum": "refuse"},
    "point_value, raise": {"method": "point_value", "redistribute": True, "minimum": "raise"},
    "proportional, refuse": {"method": "proportional", "minimum": "refuse"},
    "equal, raise": {"method": "equal", "minimum": "raise"},
    "fixed_point_value": {"method": "fixed_point_value", "value": "9.00"},
    "ranked, skip": {"method": "ranked", "last": "skip"},
}


def entries(count: int) -> list[dict[str, str]]:
    """Made-up entries; every run makes the same ones."""
    chance = random.Random(2027)
    return [
        {
            "number": f"2027-{place}",
            "points": f"{chance.randint(0, 100)}.{chance.randint(0, 99):02d}",
            "requested": f"{chance.randint(100, 9000)}.{chance.randint(0, 99):02d}",
            "eligible_cost": f"{chance.randint(1000, 20000)}.00",
        }
        for place in range(1, count + 1)
    ]


def divided(rule: dict[str, Any], made: list[dict[str, str]]) -> dict[str, Any]:
    grant = {"maximum": "8000.00", "max_share_of_eligible_cost": "60%"}
    if "minimum" in rule:
        grant["minimum"] = "200.00"
    return allocate(
        allocation=rule,
        budget=f"{len(made) * 400}.00",
        grant=grant,
        entries=made,
        tie_break=["requested:lower", "draw"],
        seed="benchmark",
    )


def fastest(act: Callable[[], object]) -> float:
    """Of REPEAT runs: what disturbs a run only makes it slower."""
    found = []
    for _ in range(REPEAT):
        began = time.process_time()
        act()
        found.append(time.process_time() - began)
    return min(found)


def measure(count: int = 100_000) -> list[Row]:
    made = entries(count)
    plain = fastest(
        lambda: sorted(made, key=lambda e: (-int(e["points"].replace(".", "")), e["number"]))
    )
    rows = []
    for name, rule in RULES.items():
        took = fastest(lambda rule=rule: divided(rule, made))
        result = divided(rule, made)
        rows.append(
            Row(
                work=f"{name}, {count:,} entries",
                measured=f"{took:.2f} s of processor",
                peer=f"sorting them {plain:.2f} s ({took / plain:.0f} ×); "
                f"{len(result['out']):,} out",
                goal=f"≤ {GOAL} s",
                met=took <= GOAL,
            )
        )
    result = divided(RULES["point_value, redistribute"], made)
    said = fastest(lambda: written_out(result))
    steps = sum(map(len, written_out(result)["trace"]["applications"].values()))
    work = f"all {steps:,} steps of point_value, redistribute, said at once"
    return [*rows, Row(work, f"{said:.2f} s more")]


if __name__ == "__main__":
    print_rows(measure(*map(int, sys.argv[1:2])))
