"""The page about routes says what the table says; the table knows every state."""

from django.urls import get_resolver

from grants.core.workflow import ApplicationState, CallState
from tests.architecture.routes import ROUTES
from tests.architecture.rules import Of, Who
from tests.permissions.addresses import walk
from tests.permissions.columns import CALL_MOMENTS, COLUMNS, HOMES
from tests.permissions.reference import PAGE, size_of_matrix, text


def test_page_about_routes_is_current():
    again = "python -m tests.permissions.reference writes it anew"
    assert PAGE.read_text(encoding="utf-8") == text(), again


def test_every_state_has_its_columns():
    assert set(CALL_MOMENTS) == set(CallState)
    assert set(HOMES) == set(ApplicationState)


def test_every_route_has_its_row_and_every_row_its_route():
    assert {name for name, _arguments in walk(get_resolver())} == set(ROUTES)


def test_rules_name_states_that_exist():
    for name, route in ROUTES.items():
        known = {column.name for column in COLUMNS[route.of]}
        known |= {column.partition(".")[0] for column in known}
        rules = (*(route.get or ()), *(route.post or ()))
        named = route.writes.union(*(rule.states for rule in rules))
        assert named <= known, name


def test_matrix_is_large_enough_to_mean_something():
    size = size_of_matrix()
    assert sum(size.values()) > 10_000
    assert min(size[of] for of in (Of.CALL, Of.APPLICATION)) > 100 * len(Who)
