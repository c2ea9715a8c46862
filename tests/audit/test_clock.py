from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured

from audit.database.clock import database_now, pretended_time

pytestmark = pytest.mark.django_db


def test_database_now_moves_on_within_a_transaction() -> None:
    first = database_now()
    deadline = first + timedelta(seconds=5)
    found = database_now()
    while found == first and found < deadline:
        found = database_now()
    assert first < found < deadline


def test_pretended_time_ends_with_its_block() -> None:
    summer = timezone(timedelta(hours=2))
    with pretended_time(datetime(2026, 7, 1, 14, tzinfo=summer)):
        assert database_now() == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert database_now() > datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_pretended_time_is_refused_outside_a_demonstration(settings: LazySettings) -> None:
    settings.DEMO = False
    with (
        pytest.raises(ImproperlyConfigured, match="demonstration"),
        pretended_time(datetime(2026, 7, 1, 14, tzinfo=UTC)),
    ):
        pass
