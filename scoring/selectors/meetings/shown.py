"""What of the minutes of a meeting is for this reader, and what is about one application."""

from collections.abc import Collection, Mapping
from typing import Any

Json = dict[str, Any]
# A line about all applications.
EVERY = ["*"]


def minutes_shown(minutes: Mapping[str, Any], hidden: Collection[str]) -> Json:
    """One language of them without what is about these applications."""
    points = [
        {**point, "lines": [line for line in point["lines"] if not _is_hidden(line, hidden)]}
        for point in minutes["points"]
    ]
    cases = [case for case in minutes["cases"] if case["number"] not in hidden]
    return {**minutes, "points": points, "cases": cases}


def minutes_about(minutes: Mapping[str, Any], number: str) -> Json:
    """One language of them for the file of one application: nothing of another one stands there."""
    points = [
        {
            **point,
            "lines": [line for line in point["lines"] if line["numbers"] in ([], [number])],
        }
        for point in minutes["points"]
    ]
    cases = [case for case in minutes["cases"] if case["number"] == number]
    return {**minutes, "points": points, "cases": cases}


def _is_hidden(line: Mapping[str, Any], hidden: Collection[str]) -> bool:
    numbers = line["numbers"]
    return bool(hidden) and (numbers == EVERY or any(one in hidden for one in numbers))
