"""Worked cases in a file, run through the core: `N passed, M failed`, first differences.

Source: CALL_FILE section 8 (operations and key names). A record (a row, a lot's result) may hold
more than the case expects, such as its trace; a table (amounts, values, …) must match whole. Rows
are compared by application number, missed thresholds as a set: the page fixes no order for them.

>>> case = {"name": "draw", "op": "rank", "call": {"tie_break": ["draw"]}, "expected": [["7", 1]],
...     "entries": [{"number": "7", "points": "80"}]}
>>> difference(case) is None
True
>>> difference({**case, "expected": [["7", 2]]})
'[0][1]: expected 2, got 1'
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import mapping, sequence
from scoring.core.money.allocation import allocate
from scoring.core.money.pots import allocate_lots
from scoring.core.points.score import score
from scoring.core.ranking.rank import rank, read_seed, read_tie_break
from scoring.core.run.draw import drawn_again
from scoring.core.run.files import UnreadableFile, read_file
from scoring.core.run.recompute import recompute

FORMAT = "merila-vectors/1"
USAGE = "usage: vectors FILE\n"
TABLES = frozenset({"values", "amounts", "out", "received", "stays", "order", "drawn", "loads"})
MAX_SHOWN = 120

Raw = Mapping[str, Any]


def _score(call: Raw, entries: object, seed: object) -> object:
    return score(call, entries, seed)


def _rank(call: Raw, entries: object, seed: object) -> object:
    return rank(call.get("tie_break"), entries, seed)


def _allocate(call: Raw, entries: object, seed: object) -> object:
    return allocate(
        allocation=mapping(call.get("allocation"), FaultKind.SETUP, [], "allocation"),
        budget=str(call.get("budget", "")),
        grant=mapping(call.get("grant") or {}, FaultKind.SETUP, [], "grant"),
        entries=_entries(entries),
        tie_break=read_tie_break(call.get("tie_break")),
        seed=read_seed(seed),
    )


def _pots(call: Raw, entries: object, seed: object) -> object:
    lots = mapping(entries or {}, FaultKind.INPUT, [], "entries")
    return allocate_lots(
        call=call,
        entries_by_lot={lot: _entries(lots[lot]) for lot in lots},
        seed=read_seed(seed),
    )


def _recompute(call: Raw, entries: object, seed: object) -> object:
    return recompute(call, entries, seed)


def _draw(call: Raw, entries: object, seed: object) -> object:
    said = mapping(entries, FaultKind.INPUT, [], "entries")
    return drawn_again(call, {"draw": {**said, "seed": seed}})


def _entries(source: object) -> list[Raw]:
    return [
        mapping(entry, FaultKind.INPUT, [], "entry")
        for entry in sequence(source, FaultKind.INPUT, [], "entries")
    ]


_OPERATIONS: dict[str, Callable[[Raw, object, object], object]] = {
    "score": _score,
    "rank": _rank,
    "allocate": _allocate,
    "pots": _pots,
    "recompute": _recompute,
    "draw": _draw,
}


def run_case(case: Raw) -> object:
    """What the core says to one case: a result, or `{fault, names}`; never raises CoreFault."""
    operation = _OPERATIONS.get(str(case.get("op")))
    if operation is None:
        return {"fault": "operation_unknown", "names": [str(case.get("op"))]}
    try:
        call = mapping(case.get("call"), FaultKind.SETUP, [], "call")
        return operation(call, case.get("entries"), case.get("seed"))
    except CoreFault as fault:
        return {"fault": str(fault.kind), "names": fault.names}


def difference(case: Raw) -> str | None:
    """The first place where the result is not what the case expects, or None."""
    return _compare(case.get("expected"), run_case(case), "")


def _compare(expected: object, actual: object, path: str) -> str | None:
    if isinstance(expected, Mapping) and isinstance(actual, Mapping):
        return _compare_mapping(expected, actual, path)
    if isinstance(expected, list) and isinstance(actual, list):
        return _compare_list(expected, actual, path)
    if type(expected) is type(actual) and expected == actual:
        return None
    return f"{path or 'result'}: expected {_shown(expected)}, got {_shown(actual)}"


def _compare_mapping(expected: Raw, actual: Raw, path: str) -> str | None:
    if ("fault" in actual) != ("fault" in expected):
        return f"{path or 'result'}: expected {_shown(expected)}, got {_shown(actual)}"
    if path.rpartition(".")[2] in TABLES:
        return _compare_table(expected, actual, path)
    return _compare_keys(expected, actual, path)


def _compare_table(expected: Raw, actual: Raw, path: str) -> str | None:
    extra = [key for key in actual if key not in expected]
    if extra:
        place = f"{path}.{extra[0]}".lstrip(".")
        return f"{place}: expected nothing, got {_shown(actual[extra[0]])}"
    return _compare_keys(expected, actual, path)


def _compare_keys(expected: Raw, actual: Raw, path: str) -> str | None:
    for key in expected:
        place = f"{path}.{key}".lstrip(".")
        if key not in actual:
            return f"{place}: expected {_shown(expected[key])}, got nothing"
        found = _compare(expected[key], actual[key], place)
        if found is not None:
            return found
    return None


def _compare_list(expected: list[Any], actual: list[Any], path: str) -> str | None:
    if _are_rows(expected) and _are_rows(actual):
        return _compare_table(_by_number(expected), _by_number(actual), path)
    if path.rpartition(".")[2] == "failed":
        expected, actual = sorted(expected), sorted(actual)
    for index, (one, other) in enumerate(zip(expected, actual, strict=False)):
        found = _compare(one, other, f"{path}[{index}]")
        if found is not None:
            return found
    if len(expected) != len(actual):
        return f"{path or 'result'}: expected {len(expected)} items, got {len(actual)}"
    return None


def _are_rows(items: list[Any]) -> bool:
    return all(isinstance(item, Mapping) and "number" in item for item in items)


def _by_number(rows: list[Any]) -> dict[str, Any]:
    return {str(row["number"]): row for row in rows}


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def main(argv: Sequence[str]) -> int:
    """`vectors FILE`: exit 0 where all passed, 1 where some failed, 2 for an unreadable file."""
    if len(argv) != 1:
        sys.stderr.write(USAGE)
        return 2
    try:
        cases = _cases(argv[0])
    except UnreadableFile as error:
        sys.stderr.write(f"{error}\n")
        return 2
    failed = 0
    for case in cases:
        found = difference(case)
        if found is not None:
            failed += 1
            sys.stdout.write(f"FAILED {case.get('name')}: {found}\n")
    sys.stdout.write(f"{len(cases) - failed} passed, {failed} failed\n")
    return 1 if failed else 0


def _cases(path: str) -> list[Raw]:
    source = read_file(path)
    if isinstance(source, Mapping) and source.get("format") == FORMAT:
        cases = source.get("cases")
        if isinstance(cases, list) and all(isinstance(case, Mapping) for case in cases):
            return cases
    raise UnreadableFile(f"{path}: not a file of {FORMAT}")
