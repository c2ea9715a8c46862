"""Every route, as every person, in every state: let in, 403, 404 or asked to sign in, as declared.

What the routes promise stands in tests/architecture/routes.py. Everything goes over HTTP; a request
that is turned away writes nothing, a page writes nothing, an act writes only in its time, and what
was made for one person is kept by no browser. On PostgreSQL those rows are driven that can differ
there (tests/both_databases.py).
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from audit.models import LedgerHead
from tests.architecture.routes import ROUTES
from tests.architecture.rules import Outcome, Route, Who
from tests.both_databases import Row, declared_answer, rows_for_both, rows_of, rules_of
from tests.permissions.addresses import Place, add_rows
from tests.permissions.columns import COLUMNS, Column
from tests.permissions.company import Answer, Company
from tests.permissions.drawing import draw_where_it_is_asked
from tests.permissions.stage import build_stage
from tests.stage import at

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.permissions.urls"),
    # The first test builds the stage.
    pytest.mark.timeout(400),
]


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: Any) -> Iterator[Company]:
    """Built once; whatever a request writes is rolled back, and the whole at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        stage = build_stage()
        found = Company(stage, add_rows(stage, "decided"))
        found.sign_in()
        yield found
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _quick(company: Company, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No log line, and each page drawn once: thousands of requests for one answer each."""
    draw_where_it_is_asked(company, monkeypatch)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_route_answers_everybody_in_every_state_as_declared(company: Company, route: str):
    declared = ROUTES[route]
    rows = rows_of(declared) if connection.vendor == "sqlite" else rows_for_both(declared)
    driven: list[Row] = []
    faults: dict[str, list[str]] = defaultdict(list)
    for column in COLUMNS[declared.of]:
        place = Place(company.stage, column, declared.of, company.rows)
        # What is written on them is drawn in every state, the papers themselves in the last.
        company.draws_documents = column is COLUMNS[declared.of][-1]
        with transaction.atomic(), at(column.at) as now:
            # The ledger's time stands where the column does, not at the end of the road.
            LedgerHead.objects.update(last_t=now)
            for row, said in _answers_in(company, route, place, column, rows):
                driven.append(row)
                if said:
                    faults[said].append(row[2])
            transaction.set_rollback(True)
    assert not faults, "\n".join(f"{said}: {', '.join(who)}" for said, who in faults.items())
    assert driven == rows


def _answers_in(
    company: Company, route: str, place: Place, column: Column, rows: list[Row]
) -> Iterator[tuple[Row, str]]:
    """Each row that was driven, and what in it is not as declared."""
    for method in ("get", "post"):
        cache.clear()
        company.draws = True
        for row in rows:
            if row[:2] != (method, column.name):
                continue
            who = row[2]
            answer = company.ask(who, method, place, route)
            company.draws = company.draws and (answer.turns_away or answer.status == 302)
            fault = _fault(ROUTES[route], who, method, column, answer)
            wrote = f" ({answer.written[0][:60]})" if answer.written else ""
            name = f"{method.upper()} {column.name}: {answer.in_words()}, {fault}{wrote}"
            yield row, name if fault else ""


def _fault(route: Route, who: Who, method: str, column: Column, answer: Answer) -> str:
    rules = rules_of(route, method)
    if answer.status >= 500:
        return "breaks"
    if answer.written and (method == "get" or answer.turns_away):
        return "wrote"
    if rules is None:
        return "" if answer.turns_away else "not offered"
    expected = declared_answer(route, method, column.name, who)
    is_asked = who is Who.VISITOR and (answer.asks_to_sign_in or answer.hands_back)
    if expected is Outcome.LET_IN:
        return _fault_of_let_in(route, who, column, answer)
    if expected is Outcome.FORBIDDEN:
        return "" if answer.status == 403 or is_asked else "declared 403"
    if who is Who.VISITOR and not route.is_public:
        return "" if is_asked else "declared sign in"
    return "" if answer.status == 404 else "declared 404"


def _fault_of_let_in(route: Route, who: Who, column: Column, answer: Answer) -> str:
    if answer.turns_away:
        return "declared let in"
    if who is not Who.VISITOR and not route.is_public and answer.may_be_kept:
        return "may be kept by a browser"
    return "" if route.may_write(column.name) or not answer.written else "wrote out of time"
