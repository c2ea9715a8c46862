"""The whole result again from two files: the published call and the evaluation.

Rows with traces per lot, then the money; canonical and deterministic, so that anyone gets the
same bytes. Any fault stops the whole run (source: CALL_FILE section 6, 12 and 19, and section 7).

>>> call = {"lots": [{"code": "A", "rubric": {"code": "R", "children": [
...     {"code": "K", "kind": "per_unit", "fact": "n", "points": "2"}]}}]}
>>> evaluation = {"applications": [{"number": "1", "lot": "A", "facts": {"n": "4"}}]}
>>> result = recompute(call, evaluation)
>>> result["ranking"]["A"][0]["total"], result["lots"]
('8', {})
"""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from audit.core.canonical import CanonicalError, digest, dumps
from callfile.lots.lot import leaves_of
from callfile.lots.rules import read_lots
from callfile.numbers.order import natural_key
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import mapping, sequence, text
from callfile.text.reading import LARGEST_FILE
from scoring.core.money.pots import allocate_lots, written_out
from scoring.core.points.entries import is_admitted
from scoring.core.points.score import Standing, score
from scoring.core.ranking.rank import read_seed
from scoring.core.ranking.tie_break import check_numbers
from scoring.core.run.files import UnreadableFile, read_file

CALL_FORMAT = "call/1"
EVALUATION_FORMAT = "evaluation/1"
RESULT_FORMAT = "result/1"
USAGE = "usage: recompute CALL EVALUATION\n"

Applications = Sequence[Mapping[str, Any]]


def recompute(call: object, evaluation: object, seed: object = None) -> dict[str, Any]:
    """`ranking` (lot code → rows of `score`), `lots` and `stays` (as `allocate_lots` returns
    them; empty where no lot has an allocation: points now, amounts later), the hashes of both
    inputs, and the seed. `seed` replaces the seed of the evaluation. Raises CoreFault.
    """
    result, applications = _ranked(call, evaluation, seed)
    rules = mapping(call, FaultKind.SETUP, [], "call")
    money: dict[str, Any] = {"lots": {}, "stays": {}}
    if any(lot.allocation is not None for lot in leaves_of(read_lots(rules))):
        ranking = result["ranking"]
        _require_rankable(ranking)
        entries = {code: _payable(ranking[code], applications[code]) for code in ranking}
        money = allocate_lots(call=rules, entries_by_lot=entries, seed=result["seed"])
        money["lots"] = {code: written_out(lot) for code, lot in money["lots"].items()}
    return {**result, **money}


def rank_lots(call: object, evaluation: object, seed: object = None) -> dict[str, Any]:
    """The result of `recompute` before the money (`lots` and `stays` empty), also where some
    entries cannot be ranked (their rows say why). Raises CoreFault.
    """
    return {**_ranked(call, evaluation, seed)[0], "lots": {}, "stays": {}}


def _ranked(
    call: object, evaluation: object, seed: object
) -> tuple[dict[str, Any], Mapping[str, Applications]]:
    rules = mapping(call, FaultKind.SETUP, [], "call")
    sheet = mapping(evaluation, FaultKind.INPUT, [], "evaluation")
    hashes = hashes_of(rules, sheet)
    drawn = read_seed(sheet.get("seed") if seed is None else seed)
    lots = leaves_of(read_lots(rules))
    applications = _applications(sheet, [lot.code for lot in lots])
    ranking = {lot.code: score(lot, applications[lot.code], drawn) for lot in lots}
    return {"merila": RESULT_FORMAT, **hashes, "seed": drawn, "ranking": ranking}, applications


def hashes_of(call: Mapping[str, object], evaluation: Mapping[str, object]) -> dict[str, str]:
    """Of `call` and `evaluation`. Raises CoreFault where they do not belong together."""
    for source, name, kind in (
        (call, CALL_FORMAT, FaultKind.SETUP),
        (evaluation, EVALUATION_FORMAT, FaultKind.INPUT),
    ):
        if source.get("merila", name) != name:
            raise CoreFault(kind, [], "format_unknown")
    try:
        hashes = {"call": digest(call), "evaluation": digest(evaluation)}
    except CanonicalError as error:
        raise CoreFault(FaultKind.INPUT, [], f"canonical_{error.code}") from None
    published = evaluation.get("call")
    if published is not None and published not in (hashes["call"], f"sha256:{hashes['call']}"):
        raise CoreFault(FaultKind.INPUT, [hashes["call"]], "call_hash_differs")
    return hashes


def _applications(
    evaluation: Mapping[str, object], codes: Sequence[str]
) -> dict[str, Applications]:
    rows = [
        mapping(row, FaultKind.INPUT, [], "application")
        for row in sequence(evaluation.get("applications"), FaultKind.INPUT, [], "applications")
    ]
    numbers = [text(row.get("number"), FaultKind.INPUT, [], "number") for row in rows]
    check_numbers(rows)
    lost = [
        number
        for number, row in zip(numbers, rows, strict=True)
        if not isinstance(row.get("lot"), str) or row["lot"] not in codes
    ]
    if lost:
        raise CoreFault(FaultKind.INPUT, lost, "lot_unknown")
    return {
        code: [row for row in rows if row["lot"] == code and is_admitted(row)] for code in codes
    }


def _require_rankable(ranking: Mapping[str, list[dict[str, Any]]]) -> None:
    names = [
        row["number"]
        for rows in ranking.values()
        for row in rows
        if row["status"] == Standing.NOT_RANKABLE
    ]
    if names:
        raise CoreFault(FaultKind.NOT_RANKABLE, sorted(names, key=natural_key))


def _payable(rows: Sequence[Mapping[str, Any]], applications: Applications) -> list[dict[str, Any]]:
    by_number = {application["number"]: application for application in applications}
    return [
        {
            "number": row["number"],
            "points": row["total"],
            "requested": by_number[row["number"]].get("requested"),
            "eligible_cost": by_number[row["number"]].get("eligible_cost"),
            "values": row["decisive"],
        }
        for row in rows
        if row["status"] == Standing.RANKED
    ]


def main(argv: Sequence[str]) -> int:
    """`recompute CALL EVALUATION`: prints the result as canonical JSON and a line end.

    Exit 0; 1 and one plain line where a fault stops the run; 2 for a wrong or unreadable file.
    """
    if len(argv) != 2:
        sys.stderr.write(USAGE)
        return 2
    try:
        call, evaluation = read_file(argv[0], LARGEST_FILE), read_file(argv[1])
    except UnreadableFile as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        result = dumps(recompute(call, evaluation))
    except CoreFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.write(f"{result.decode()}\n")
    return 0
