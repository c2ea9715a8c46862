"""Every address is listed with who may reach it, and every listed address exists."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests.architecture.routes import ROUTES

# An address that leads to no record, whatever its kind of key is.
_EXAMPLES = {"UUID": "8a1f0b6e-0000-4000-8000-000000000000", "Int": "999999999"}


def walk(resolver, namespace="", arguments=None) -> Iterator[tuple[str, dict[str, str]]]:
    """Name of each route with an example for each of its arguments."""
    for entry in resolver.url_patterns:
        known = dict(arguments or {})
        for argument, converter in getattr(entry.pattern, "converters", {}).items():
            kind = type(converter).__name__.removesuffix("Converter")
            known[argument] = _EXAMPLES.get(kind, "none-such")
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", known
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, inner, known)


def test_every_route_is_listed_and_every_listed_route_exists():
    routes = {name for name, _arguments in walk(get_resolver())}
    assert routes - ROUTES.keys() == set(), "say in routes.py who may reach these"
    assert ROUTES.keys() - routes == set(), "these are gone"


def test_every_route_has_a_name():
    assert [name for name, _arguments in walk(get_resolver()) if name.endswith("None")] == []


@pytest.mark.django_db
@pytest.mark.parametrize("route", sorted(name for name, one in ROUTES.items() if not one.is_public))
def test_route_that_is_not_public_stays_closed_to_visitors(client, route):
    """Somebody without an account is asked to sign in or finds nothing."""
    for name, arguments in walk(get_resolver()):
        if name == route:
            address = reverse(name, kwargs=arguments)
            assert client.get(address).status_code in (302, 401, 403, 404, 405), address
            assert client.post(address).status_code in (302, 401, 403, 404, 405), address
