"""The corpus shares one world; whatever a case does to it is undone after the case."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.bad_input.world import World, build_world


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Limits on tries and letters of an earlier case are no business of this one."""
    cache.clear()
