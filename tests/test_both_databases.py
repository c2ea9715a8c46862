"""The rule of what PostgreSQL is asked too leaves out no person, no state, no door and no input."""

from tests.architecture.routes import ROUTES
from tests.architecture.rules import Outcome, Who
from tests.both_databases import (
    brings_something_new,
    declared_answer,
    kind_of_column,
    rows_for_both,
    rows_of,
    rules_of,
)
from tests.permissions.reference import size_of_matrix


def test_on_sqlite_every_row_of_the_matrix_is_driven_once():
    rows = [(name, *row) for name, route in ROUTES.items() for row in rows_of(route)]
    assert len(set(rows)) == len(rows) == size_of_matrix().total()


def test_on_both_every_person_gets_every_answer_of_every_route():
    for name, route in ROUTES.items():
        wanted, found = (
            {
                (who, answer := declared_answer(route, method, column, who))
                + ((method,) if answer is Outcome.LET_IN else ())
                for method, column, who in rows
                if rules_of(route, method) is not None
            }
            for rows in (rows_of(route), rows_for_both(route))
        )
        assert wanted == found, name


def test_on_both_every_act_is_met_by_everybody_in_its_time_and_outside_of_it():
    for name, route in ROUTES.items():
        wanted, found = (
            {
                (who, route.may_write(column))
                for method, column, who in rows
                if method == "post"
                and declared_answer(route, method, column, who) is Outcome.LET_IN
            }
            for rows in (rows_of(route), rows_for_both(route))
        )
        assert wanted == found, name


def test_on_both_every_page_and_act_is_met_in_every_state_that_lets_somebody_in():
    for route in ROUTES.values():
        wanted, found = (
            {
                (method, column)
                for method, column, who in rows
                if declared_answer(route, method, column, who) is Outcome.LET_IN
            }
            for rows in (rows_of(route), rows_for_both(route))
        )
        assert wanted == found


def test_rows_for_both_are_some_of_all_in_their_order():
    for route in ROUTES.values():
        kept = set(rows_for_both(route))
        assert [row for row in rows_of(route) if row in kept] == rows_for_both(route)
        assert {who for _method, _column, who in kept} == set(Who)


def test_each_door_and_each_input_in_each_kind_of_column_is_new_once():
    doors = ["new-name", "new-street", "call-title", "answer-short"]
    cases = [{"number": 0, "door": door, "text": text} for door in doors for text in "ab"]
    assert brings_something_new(cases) == [True, True, True, False, True, True, True, True]


def test_turn_of_a_language_alone_is_nothing_new():
    assert brings_something_new([{"number": 1, "name": "x"}, {"number": 2, "name": "x"}]) == [
        True,
        False,
    ]


def test_case_without_arguments_is_new():
    assert brings_something_new([{}]) == [True]


def test_kinds_of_columns_are_known_by_the_door():
    found = [kind_of_column(door) for door in ("answer-short", "call-title", "new-name")]
    assert found == ["sealed", "document", "column"]
