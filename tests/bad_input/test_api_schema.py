"""The API against its own description, asked what nobody thought of (schemathesis)."""

import json
from types import SimpleNamespace

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from grants.api import CallViewSet, LotSerializer
from tests.bad_input.world import NOW
from tests.stage import at

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 25


@pytest.fixture(autouse=True)
def _one_connection():
    """The application closes old connections after a request; here they hold the world."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def described():
    """The description as the installation serves it, asked of the application itself."""
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", WSGIHandler())


def ask(operation, examples=EXAMPLES):
    """Raises the first fault that the checks find in the answers to made-up questions."""

    @given(case=operation.as_strategy())
    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answers_as_described(case):
        # The limit of questions a minute is not what is asked here.
        cache.clear()
        case.call_and_validate(checks=CHECKS)

    with at(NOW):
        answers_as_described()


def operations():
    found = {}
    for result in described().get_all_operations():
        operation = result.ok()
        found[f"{operation.method.upper()} {operation.path}"] = operation
    return found


NAMES = (
    *("GET /api/v1/", "GET /api/v1/awards/", "GET /api/v1/calls/", "GET /api/v1/calls/{code}/"),
    *("GET /api/v1/lots/", "GET /api/v1/past-awards/", "GET /api/v1/results/"),
    "GET /api/v1/results/{code}/",
)


def test_every_operation_of_the_api_is_asked(world):
    assert sorted(operations()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_api_answers_as_it_is_described(world, name):
    ask(operations()[name])


def _breaks(*_args, **_kwargs):
    return HttpResponse("oops", status=500)


def _says_text(*_args, **_kwargs):
    return HttpResponse("[]", content_type="text/plain")


def _says_another_status(*_args, **_kwargs):
    return HttpResponse(json.dumps({}), status=418, content_type="application/json")


@pytest.mark.parametrize("fault", [_breaks, _says_text, _says_another_status])
def test_planted_answer_is_found(world, monkeypatch, fault):
    monkeypatch.setattr(CallViewSet, "list", fault)
    with pytest.raises(FailureGroup, match=r"(?i)server error|content-type|status code"):
        ask(operations()["GET /api/v1/calls/"], examples=3)


def test_planted_wrong_type_is_found(world, monkeypatch):
    """A budget in words where the description says that it is a whole number."""
    wrong = SimpleNamespace(budget_cents="tisoč")
    monkeypatch.setattr(
        LotSerializer, "to_representation", lambda _self, _lot: {"budget_cents": wrong.budget_cents}
    )
    with pytest.raises(FailureGroup, match=r"(?i)schema"):
        ask(operations()["GET /api/v1/lots/"], examples=3)
