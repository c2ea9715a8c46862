"""The database's clock: the one clock for deadlines, whichever process or machine asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

# One moment for the whole process: a demonstration that is served from threads has one clock too.
_pretended: list[datetime] = []

_NOW = {
    # clock_timestamp() moves on within a transaction, now() does not.
    "postgresql": "SELECT clock_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')",
}


def database_now() -> datetime:
    """The time now, in UTC: microseconds on PostgreSQL, milliseconds on SQLite."""
    if _pretended:
        return _pretended[-1]
    with connection.cursor() as cursor:
        cursor.execute(_NOW[connection.vendor])
        (found,) = cursor.fetchone()
    return moment_of(found)


def moment_of(found: datetime | str) -> datetime:
    """What the database gave as its time, unless another time is pretended."""
    if _pretended:
        return _pretended[-1]
    if isinstance(found, str):
        return datetime.fromisoformat(found).replace(tzinfo=UTC)
    return found.astimezone(UTC)


@contextmanager
def pretended_time(moment: datetime) -> Iterator[None]:
    """Let a fictional past happen: only where the whole installation is a demonstration."""
    if not settings.DEMO:
        raise ImproperlyConfigured("Only a demonstration may pretend what time it is.")
    _pretended.append(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.pop()
