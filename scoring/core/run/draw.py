"""The draw of the assessors again, from the two files that a call publishes.

The evaluation says under `draw` what was drawn from: the seed, how many seats there are, which of
them are substitutes, and each application with who steps out of it and the order that was drawn.
Seats have numbers that stand for nobody. Source: scoring/core/draw.py.

>>> call = {"lots": [{"code": "A", "aggregation": {"method": "mean", "minimum_sheets": 1,
...     "assessors": 1}, "rubric": {"code": "K", "kind": "score", "min": "0", "max": "9",
...     "step": "1"}}]}
>>> said = {"seed": "s", "seats": 3, "applications": [{"number": "1", "lot": "A", "out": ["2"]}]}
>>> drawn_again(call, {"draw": said})["order"]
{'1': ['1', '3']}
"""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from audit.core.canonical import dumps
from callfile.lots.lot import leaves_of
from callfile.lots.rules import read_lots
from callfile.strict.fault import CoreFault, FaultKind
from callfile.strict.written import mapping, sequence, text
from callfile.text.reading import LARGEST_FILE
from scoring.core.draw import Seats, ToDraw, draw_assessors, loads_of
from scoring.core.ranking.tie_break import check_numbers
from scoring.core.run.files import UnreadableFile, read_file
from scoring.core.run.recompute import hashes_of

DRAW_FORMAT = "draw/1"
MOST_SEATS = 1000
USAGE = "usage: draw CALL EVALUATION\n"


def drawn_again(call: object, evaluation: object) -> dict[str, Any]:
    """`order` (number → seats, the drawn ones first), `drawn` (number → those who score), `loads`
    (seat → how many applications), the seed and the hash of the call. Raises CoreFault, also where
    the evaluation says another order.
    """
    rules = mapping(call, FaultKind.SETUP, [], "call")
    sheet = mapping(evaluation, FaultKind.INPUT, [], "evaluation")
    hashes = hashes_of(rules, sheet)
    if sheet.get("draw") is None:
        raise CoreFault(FaultKind.INPUT, reason="draw_missing")
    said = mapping(sheet["draw"], FaultKind.INPUT, [], "draw")
    seed, seats = text(said.get("seed"), FaultKind.INPUT, [], "seed"), _seats(said)
    rows = [
        mapping(row, FaultKind.INPUT, [], "application")
        for row in sequence(said.get("applications"), FaultKind.INPUT, [], "applications")
    ]
    applications = _to_draw(rules, rows, seats)
    order = draw_assessors(seed, applications, seats)
    differ = [
        str(row["number"])
        for row in rows
        if row.get("order") not in (None, list(order[str(row["number"])]))
    ]
    if differ:
        raise CoreFault(FaultKind.INPUT, differ, "draw_differs")
    first = {one.number: list(order[one.number][: one.assessors]) for one in applications}
    return {
        "merila": DRAW_FORMAT,
        "call": hashes["call"],
        "seed": seed,
        "order": {number: list(found) for number, found in order.items()},
        "drawn": first,
        "loads": loads_of(order, applications),
    }


def _seats(said: Mapping[str, object]) -> Seats:
    count = said.get("seats")
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST_SEATS:
        raise CoreFault(FaultKind.INPUT, reason="seats_number")
    all_seats = [str(number) for number in range(1, count + 1)]
    last = _known(said.get("substitutes"), all_seats, [], "substitutes")
    return Seats(
        tuple(one for one in all_seats if one not in last),
        tuple(one for one in all_seats if one in last),
    )


def _to_draw(
    rules: Mapping[str, object], rows: Sequence[Mapping[str, object]], seats: Seats
) -> list[ToDraw]:
    check_numbers(rows)
    wanted = {lot.code: lot.aggregation.assessors for lot in leaves_of(read_lots(rules))}
    known = [*seats.members, *seats.substitutes]
    lost = [str(row["number"]) for row in rows if wanted.get(str(row.get("lot"))) is None]
    if lost:
        raise CoreFault(FaultKind.INPUT, lost, "lot_without_draw")
    return [
        ToDraw(
            str(row["number"]),
            wanted[str(row["lot"])] or 0,
            frozenset(_known(row.get("out"), known, [str(row["number"])], "out")),
        )
        for row in rows
    ]


def _known(value: object, seats: Sequence[str], names: Sequence[str], key: str) -> set[str]:
    found = {
        text(one, FaultKind.INPUT, names, key)
        for one in sequence(value, FaultKind.INPUT, names, key)
    }
    if not found <= set(seats):
        raise CoreFault(FaultKind.INPUT, names, f"{key}_unknown")
    return found


def main(argv: Sequence[str]) -> int:
    """`draw CALL EVALUATION`: prints the draw as canonical JSON and a line end.

    Exit 0; 1 and one plain line where a fault stops it or the evaluation says another draw; 2 for
    a wrong or unreadable file.
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
        result = dumps(drawn_again(call, evaluation))
    except CoreFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.write(f"{result.decode()}\n")
    return 0
