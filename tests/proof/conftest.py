"""The walked call, made once for a module; each case is taken back when it is over."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from grants.models import Call
from tests.proof.stage import walked_call


@pytest.fixture(scope="module")
def walked(django_db_setup, django_db_blocker) -> Iterator[Call]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield walked_call()
        transaction.set_rollback(True)


@pytest.fixture
def case(walked, db) -> Iterator[Call]:
    with transaction.atomic():
        walked.refresh_from_db()
        yield walked
        # Nothing of the case is to be committed, so nothing of it is to be checked either.
        connection.needs_rollback = False
        transaction.set_rollback(True)
