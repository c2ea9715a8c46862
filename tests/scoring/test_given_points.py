"""The distribution of a member's own points: what counts, what does not, and whose it is."""

from fractions import Fraction

import pytest

from scoring.core.points.spread import spread_of
from scoring.selectors.committee.seats import seat_of
from scoring.selectors.given_points import given_points
from scoring.selectors.runs.lot_rules import rules_of_lots
from scoring.words.given_points import given_in_lots
from tests.scoring.committee import (
    a_revealed_call,
    a_scoring_call,
    declare,
    fill,
    fill_and_lock,
    member,
)
from tests.scoring.test_committee_pages import enter, url, words_of

pytestmark = pytest.mark.django_db


def _given(call, name):
    """Of the only lot with sheets: {criterion: [(mark, count)]}, totals under an empty code."""
    rules = rules_of_lots(call)
    lots = given_in_lots(rules, given_points(seat_of(call, member(name)), rules))
    return {
        table["code"]: [(row["mark"], row["count"]) for row in table["rows"]]
        for lot in lots
        for table in lot["tables"]
    }


def test_own_levels_are_counted_and_totals_of_locked_sheets_only():
    call, [first, second, third] = a_scoring_call(3)
    fill_and_lock(first, "Celia")
    fill_and_lock(second, "Celia", "some", "Izvajalci.")
    fill(third, "Celia", "some", "Izvajalci.")

    found = _given(call, "Celia")

    assert [count for _mark, count in found["A2"]][:2] == [1, 2]
    assert sum(count for _mark, count in found[""]) == 2
    assert _given(call, "Igor") == {}


def test_sheet_of_an_application_that_is_closed_by_now_does_not_count():
    call, [first, second] = a_scoring_call(2)
    fill_and_lock(first, "Celia")
    fill_and_lock(second, "Celia")

    declare(call, "Celia", {first.pk: (True, "Članica odbora.")})

    assert sum(count for _mark, count in _given(call, "Celia")[""]) == 1


def test_pages_show_nobody_elses_points(client):
    call, [application] = a_scoring_call()
    fill_and_lock(application, "Igor")
    for page in (url("sheets", call), url("sheet", call, application.number)):
        assert "Moje dosedanje točke" not in words_of(enter(client, "Celia").get(page))
        assert "Moje dosedanje točke" in words_of(enter(client, "Igor").get(page))


def test_after_the_reveal_too_the_distribution_is_of_the_own_sheets():
    revealed, _rows = a_revealed_call()

    assert _given(revealed, "Celia")["A2"] != _given(revealed, "Igor")["A2"]


def test_queries_do_not_grow_with_own_sheets(client, django_assert_max_num_queries):
    call, applications = a_scoring_call(4)
    fill_and_lock(applications[0], "Celia")
    enter(client, "Celia")
    pages = [url("sheets", call), url("sheet", call, applications[0].number)]
    counts = []
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(60) as found:
            client.get(page)
        counts.append(len(found))
    for one in applications[1:]:
        fill_and_lock(one, "Celia")
    for page, count in zip(pages, counts, strict=True):
        with django_assert_max_num_queries(count):
            client.get(page)


def test_many_values_are_put_into_equal_steps_and_none_is_lost():
    values = [Fraction(n, 3) for n in range(50)]

    spans = spread_of(values)

    assert sum(count for *_ends, count in spans) == 50
    assert spans[0][0] == 0
    assert spans[-1][1] == Fraction(49, 3)
    assert spread_of([]) == []
