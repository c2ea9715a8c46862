"""Say in plain sentences how one application of a recomputed result came to its amount.

    python benchmarks/montpellier/explain.py RESULT.json NUMBER

RESULT.json is what `./merila recompute` printed. Standard library only.
"""

import json
import sys
from pathlib import Path
from typing import Any

SAY = {
    "trimmed_mean_of_sheets": "scores {scores}; without {dropped} the mean is {result}",
    "rounded": "{points} is rounded to {result}",
    "weight": "{points} × {weight} = {result}",
    "group_sum": "{parts} = {result}",
    "total": "total {result}",
    "threshold_met": "{points} is at least the threshold of {minimum}",
    "threshold_missed": "{points} is below the threshold of {minimum}: no place, no money",
    "rank": "place {rank}",
    "tie_broken_by_criterion": "among equals {criterion} decides: {points}",
    "tie_broken_by_requested": "among equals the {order} amount requested decides: {requested}",
    "tie_broken_by_draw": "among equals the draw decides: SHA-256 begins {hash:.8}",
    "tie_stays": "equal with {numbers}",
    "cap_requested": "no more than requested: {cap}",
    "points_times_value": "{points} points × {shown}… = {share}, and {remainder} of a unit over",
    "fixed_at_cap": "in round {round} a point is worth {shown}…: more than requested, so {cap}",
    "leftover_unit": "one of {units} left-over units of {unit}: place {place} by {by}",
    "leftover_missed": "no left-over unit of {unit}: among equal remainders {by} decides",
    "in_rank_order": "{before} in the pot − {amount} = {after}",
    "partial_remainder": "{remaining} are left of the {wanted} wanted: the remainder",
    "after_stop": "the money ended with {number}",
    "reserve_place": "place {place} on the reserve list",
}


def sentence(step: dict[str, Any]) -> str:
    """One step in words; a step without words is shown as it is."""
    args = dict(step["args"])
    if "values" in args:
        args["scores"] = ", ".join(one["points"] for one in args["values"])
    if "dropped" in args:
        args["dropped"] = " and ".join(args["dropped"])
    if "parts" in args:
        args["parts"] = " + ".join(f"{one['code']} {one['points']}" for one in args["parts"])
    if "numbers" in args:
        args["numbers"] = ", ".join(args["numbers"])
    rule = step["rule"]
    return SAY[rule].format(**args) if rule in SAY else f"{rule} {json.dumps(args)}"


def explain(result: dict[str, Any], number: str) -> list[str]:
    """All lines about one application; raises KeyError where there is no such number."""
    rows = ((lot, row) for lot, ranked in result["ranking"].items() for row in ranked)
    lot, row = next(((lot, row) for lot, row in rows if row["number"] == number), ("", {}))
    if not row:
        raise KeyError(number)
    lines = [f"{number}, lot {lot}, pot {result['lots'][lot]['budget']}"]
    for code, steps in row["trace"].items():
        lines += [f"  {code}: {sentence(step)}" for step in steps]
    lines += [f"  {sentence(step)}" for step in row["verdict"]]
    pot = result["lots"][lot]
    lines += [f"  {sentence(step)}" for step in pot["trace"]["applications"].get(number, [])]
    return [*lines, f"  amount {pot['amounts'].get(number, '0.00')}"]


def main(arguments: list[str]) -> int:
    """Print the lines; 2 for wrong arguments, 1 for a number that is not there."""
    if len(arguments) != 2:
        sys.stderr.write("usage: explain.py RESULT.json NUMBER\n")
        return 2
    result = json.loads(Path(arguments[0]).read_bytes())
    try:
        lines = explain(result, arguments[1])
    except KeyError:
        sys.stderr.write(f"{arguments[1]}: no such application\n")
        return 1
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
