"""Allocation of 100,000 entries with caps, redistribution and traces, beside sorting the list.

    python -m benchmarks.allocation [entries]

Prints seconds for each method and the ratio to sorting the same entries by points and number.
The goal of DESIGN §6 is 1 s for point_value with redistribution.
"""

import random
import sys
import time
from typing import Any

from scoring.core.allocation import allocate
from scoring.core.order import natural_key

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


def main(count: int) -> None:
    """Measure and print."""
    made = entries(count)
    start = time.perf_counter()
    sorted(made, key=lambda entry: (-int(entry["points"].replace(".", "")), entry["number"]))
    plain = time.perf_counter() - start
    start = time.perf_counter()
    sorted(made, key=lambda entry: natural_key(entry["number"]))
    natural = time.perf_counter() - start
    print(f"{count} entries; sorting them {plain:.3f} s, by natural number {natural:.3f} s")
    for name, rule in RULES.items():
        grant = {"maximum": "8000.00", "max_share_of_eligible_cost": "60%"}
        if "minimum" in rule:
            grant["minimum"] = "200.00"
        start = time.perf_counter()
        result = allocate(
            allocation=rule,
            budget=f"{count * 400}.00",
            grant=grant,
            entries=made,
            tie_break=["requested:lower", "draw"],
            seed="benchmark",
        )
        took = time.perf_counter() - start
        out, ratio = len(result["out"]), took / plain
        print(f"{name:27} {took:6.3f} s  {ratio:5.1f} × sorting  {out} out, {result['spent']}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
