"""All six methods as formulas: LibreOffice computes every amount again and finds our cents.

The pots are drawn, always the same ones: equals, thirds of points, units of 5 cents and 10 euros,
minima that refuse and that raise, caps reached in several rounds, lists that end in the middle.
"""

import random
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from callfile.strict.fault import CoreFault
from reports.spreadsheets.amounts_sheet import amounts_sheet
from reports.spreadsheets.book import write_book
from scoring.core.money.allocation import allocate
from tests.reports.pots import as_lot
from tests.spreadsheets import cents, column_values, computed

BANDS = [
    {"to": "30", "share": "0%"},
    {"from": "30", "to": "60", "share": "40%"},
    {"from": "60", "to": "80", "share": "62.5%"},
    {"from": "80", "share": "100%"},
]
RULES = {
    "filled": {"method": "point_value", "redistribute": True},
    "once": {"method": "point_value", "redistribute": False},
    "proportional": {"method": "proportional"},
    "equal": {"method": "equal"},
    "scaled": {"method": "fixed_point_value", "value": "12.345"},
    "bands": {"method": "bands", "over": "scale", "bands": BANDS},
    "bands_ranked": {"method": "bands", "over": "ranked", "last": "partial", "bands": BANDS},
    "partial": {"method": "ranked", "last": "partial"},
    "stop": {"method": "ranked", "last": "stop"},
    "skip": {"method": "ranked", "last": "skip", "top": 9},
}
EACH = 4
SUMMARY = SimpleNamespace(languages=["sl", "it"])


@pytest.fixture(scope="module")
def pots():
    drawn = random.Random(20_261_122)
    return {name: [a_pot(drawn, name) for _turn in range(EACH)] for name in RULES}


@pytest.fixture(scope="module")
def book(pots, tmp_path_factory):
    sheets = (amounts_sheet(SUMMARY, lot, lot.rule) for lots in pots.values() for lot in lots)
    with override("sl"):
        data = write_book(sheets, title="Vsi načini", at=datetime(2026, 12, 1, tzinfo=UTC))
    return computed(data, tmp_path_factory.mktemp("book"))


@pytest.mark.parametrize("name", RULES)
def test_amounts_come_out_of_the_formulas_to_the_cent(pots, book, name):
    for turn, lot in enumerate(pots[name]):
        sheet = book.worksheets[list(RULES).index(name) * EACH + turn]
        found = [cents(value) for value in column_values(sheet, "Izračunano, €", len(lot.rows))]
        assert found == [row.amount for row in lot.rows], sheet.title
        assert sum(found) <= lot.pot


def test_pots_of_the_test_need_every_helper_column(pots):
    lots = [lot for drawn in pots.values() for lot in drawn]
    rows = [row for lot in lots for row in lot.rows]
    assert max(lot.rounds for lot in lots) >= 3
    assert {row.is_refused for row in rows} == {row.is_raised for row in rows} == {True, False}
    assert {lot.rule.unit for lot in lots} == {1, 5, 1000}
    assert {lot.rule.rounds_down for lot in lots} == {True, False}
    assert len({row.amount for row in rows}) > 100
    assert any(lot.point_parts % 3 == 0 for lot in lots)


def a_pot(drawn, name):
    """A pot that can be divided without cutting between equals."""
    while True:
        grant = drawn.choice([{}, {"minimum": "120.00", "maximum": "1500.00"}])
        rule = RULES[name] | {"unit": drawn.choice(["0.01", "0.01", "0.05", "10.00"])}
        rule["below_minimum"] = drawn.choice(["refuse", "raise"])
        if rule["method"] != "ranked":
            rule["rounding"] = drawn.choice(["largest_remainder"] * 3 + ["down"])
        entries = [an_entry(drawn, place) for place in range(drawn.randint(8, 25))]
        budget = f"{drawn.randint(1500, 16000)}.{drawn.randint(0, 99):02d}"
        try:
            found = allocate(allocation=rule, budget=budget, grant=grant, entries=entries)
        except CoreFault:
            continue
        return as_lot(rule, grant, budget, entries, found)


def an_entry(drawn, place):
    points = drawn.choice(["50", f"{drawn.randint(0, 99)}.{drawn.randint(0, 99):02d}", "170/3"])
    requested = f"{drawn.randint(80, 2500)}.{drawn.choice(['00', '00', '50', '13'])}"
    return {"number": f"X-{place + 1}", "points": points, "requested": requested}
