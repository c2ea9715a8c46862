"""The real list of 1,186 requests through the command that anyone can run."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from audit.core.canonical import digest, dumps
from callfile.numbers.exact import parse_exact, round_half_up
from callfile.numbers.order import natural_key
from reports.selectors.summary import SummaryLot
from reports.spreadsheets.amounts_sheet import amounts_sheet
from reports.spreadsheets.book import write_book
from scoring.core.run.recompute import recompute
from tests.reports.pots import as_lot
from tests.spreadsheets import cents as in_cents
from tests.spreadsheets import column_values, computed

ROOT = Path(__file__).parents[2]
MAKE = ROOT / "benchmarks" / "montpellier" / "make_montpellier.py"
EXPLAIN = ROOT / "benchmarks" / "montpellier" / "explain.py"
LIST = ROOT / "reports" / "demo" / "data" / "montpellier_2014_subsidies.csv"
POTS = {"F": "4037548.00", "P": "523056.00"}

Files = Mapping[str, Any]


def run(*command: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *map(str, command)], cwd=ROOT, capture_output=True, check=False
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("montpellier")
    assert run(MAKE, LIST, folder).returncode == 0
    call, evaluation = folder / "call.json", folder / "evaluation.json"
    printed = run("merila", "recompute", call, evaluation)
    assert printed.returncode == 0, printed.stderr
    result = folder / "result.json"
    result.write_bytes(printed.stdout)
    return {
        "folder": folder,
        "path": result,
        "bytes": printed.stdout,
        "result": json.loads(printed.stdout),
        "call": json.loads(call.read_bytes()),
        "evaluation": json.loads(evaluation.read_bytes()),
    }


def cents(amounts: Mapping[str, str]) -> Decimal:
    return sum((Decimal(amount) for amount in amounts.values()), Decimal(0))


def test_make_gives_the_same_files_twice(files: Files, tmp_path: Path) -> None:
    run(MAKE, LIST, tmp_path)

    for name in ("call.json", "evaluation.json"):
        assert (tmp_path / name).read_bytes() == (files["folder"] / name).read_bytes()


def test_make_names_the_call_that_it_wrote(files: Files) -> None:
    assert files["evaluation"]["call"] == digest(files["call"])


def test_make_leaves_the_names_behind(files: Files) -> None:
    assert "biclou" not in json.dumps(files["evaluation"], ensure_ascii=False).lower()


def test_make_refuses_a_list_that_is_not_there(tmp_path: Path) -> None:
    outcome = run(MAKE, tmp_path / "nothing.csv", tmp_path)

    assert outcome.returncode == 2
    assert b"no such file" in outcome.stderr


def test_recompute_gives_identical_bytes_whatever_the_order(files: Files) -> None:
    evaluation = files["evaluation"]
    turned = {**evaluation, "applications": evaluation["applications"][::-1]}

    again = recompute(files["call"], turned)

    again["evaluation"] = files["result"]["evaluation"]
    assert dumps(again) + b"\n" == files["bytes"]


def test_every_request_is_ranked_or_below_the_threshold(files: Files) -> None:
    ranking = files["result"]["ranking"]

    assert {lot: len(rows) for lot, rows in ranking.items()} == {"F": 773, "P": 413}
    statuses = {row["status"] for rows in ranking.values() for row in rows}
    assert statuses == {"ranked", "below_threshold"}


@pytest.mark.parametrize("lot", ["F", "P"])
def test_sums_equal_the_pots_to_the_cent(files: Files, lot: str) -> None:
    pot = files["result"]["lots"][lot]

    assert pot["budget"] == POTS[lot]
    assert cents(pot["amounts"]) == Decimal(POTS[lot])
    assert files["result"]["stays"] == {}


def test_nobody_gets_more_than_requested(files: Files) -> None:
    requested = {row["number"]: row["requested"] for row in files["evaluation"]["applications"]}

    for pot in files["result"]["lots"].values():
        for number, amount in pot["amounts"].items():
            assert Decimal(0) <= Decimal(amount) <= Decimal(requested[number])


def test_points_follow_from_the_sheets_by_hand(files: Files) -> None:
    criteria = {
        lot["code"]: {row["code"]: int(row["weight"]) for row in lot["rubric"]["children"]}
        for lot in files["call"]["lots"]
    }
    totals = {
        row["number"]: row["total"] for rows in files["result"]["ranking"].values() for row in rows
    }

    for application in files["evaluation"]["applications"][::37]:
        total = Fraction(0)
        for code, weight in criteria[application["lot"]].items():
            scores = sorted(int(s["answers"][code]["value"]) for s in application["sheets"])
            total += round_half_up(Fraction(sum(scores[1:-1]), 3), 2) * weight
        assert parse_exact(totals[application["number"]]) == total


@pytest.mark.parametrize("lot", ["F", "P"])
def test_explain_ends_every_row_with_its_amount(files: Files, lot: str) -> None:
    amounts = files["result"]["lots"][lot]["amounts"]
    number = sorted(amounts)[len(amounts) // 2]

    lines = run_path(str(EXPLAIN))["explain"](files["result"], number)

    assert lines[0] == f"{number}, lot {lot}, pot {POTS[lot]}"
    assert lines[-1] == f"  amount {amounts[number]}"
    assert not [line for line in lines if "{" in line]


def test_explain_knows_no_other_number(files: Files) -> None:
    outcome = run(EXPLAIN, files["path"], "F-9999")

    assert (outcome.returncode, outcome.stderr) == (1, b"F-9999: no such application\n")


def test_spreadsheet_computes_every_amount_of_the_list_again(files: Files, tmp_path: Path) -> None:
    """Both pots as formulas: 665 shares in six rounds, and a list that ends in the middle."""
    lots = [as_lot_of_the_list(files, lot) for lot in files["call"]["lots"]]
    summary: Any = SimpleNamespace(languages=["sl", "it"])
    sheets = [amounts_sheet(summary, lot, lot.rule) for lot in lots if lot.rule]
    with override("sl"):
        data = write_book(sheets, title="Montpellier", at=datetime(2026, 12, 1, tzinfo=UTC))

    book = computed(data, tmp_path)

    for lot, sheet in zip(lots, book.worksheets, strict=True):
        found = column_values(sheet, "Izračunano, €", len(lot.rows))
        assert [in_cents(value) for value in found] == [row.amount for row in lot.rows]
        assert sum(row.amount for row in lot.rows) == lot.pot


def as_lot_of_the_list(files: Files, lot: Mapping[str, Any]) -> SummaryLot:
    pot = files["result"]["lots"][lot["code"]]
    requested = {row["number"]: row["requested"] for row in files["evaluation"]["applications"]}
    ranked = [row for row in files["result"]["ranking"][lot["code"]] if row["rank"] is not None]
    ranked.sort(key=lambda row: (row["rank"], natural_key(row["number"])))
    entries = [
        {"number": row["number"], "points": row["total"], "requested": requested[row["number"]]}
        for row in ranked
    ]
    amounts = {entry["number"]: pot["amounts"][entry["number"]] for entry in entries}
    found = {**pot, "amounts": amounts}
    made: SummaryLot = as_lot(lot["allocation"], {}, lot["budget"], entries, found)
    return made
