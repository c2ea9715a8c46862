"""A cache in a table, for what must not be forgotten before its time.

The library of accounts counts attempts in the default cache. One of files drops a third of them
when there are 300, and gives a counter that is raised five minutes anew; one in memory is another
in each process. Here nothing is dropped before its time, a counter keeps its time, and each act is
one statement, so that two processes cannot both be the first.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.utils import timezone

from accounts.models import Remembered

_ADD: Final = """
INSERT INTO accounts_remembered (name, value, until) VALUES (%s, %s, %s)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, until = excluded.until
WHERE accounts_remembered.until <= %s
"""
_RAISE: Final = """
UPDATE accounts_remembered SET value = CAST(CAST(value AS INTEGER) + %s AS TEXT)
WHERE name = %s AND until > %s RETURNING value
"""
# Nothing here is kept for ever.
_LONGEST: Final = timedelta(days=366)


class LastingCache(BaseCache):
    """Values are what JSON can say."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self,
        key: str,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        name, now = self._name(key, version), timezone.now()
        return self._write(_ADD, [name, json.dumps(value), self._until(timeout, now), now])

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        rows = Remembered.objects.filter(name=self._name(key, version), until__gt=timezone.now())
        value = rows.values_list("value", flat=True).first()
        return default if value is None else json.loads(value)

    def set(
        self,
        key: str,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        until = self._until(timeout, timezone.now())
        row = Remembered(name=self._name(key, version), value=json.dumps(value), until=until)
        Remembered.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["name"], update_fields=["value", "until"]
        )

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Raises ValueError where nothing is remembered; the time stays that of the first."""
        with connection.cursor() as cursor:
            now = self._moment(timezone.now())
            cursor.execute(_RAISE, [delta, self._name(key, version), now])
            found = cursor.fetchone()
        if found is None:
            raise ValueError(f"Nothing is remembered as {key!r}.")
        return int(found[0])

    def delete(self, key: str, version: int | None = None) -> bool:
        gone, _rows = Remembered.objects.filter(name=self._name(key, version)).delete()
        return bool(gone)

    def clear(self) -> None:
        Remembered.objects.all().delete()

    def _name(self, key: str, version: int | None) -> str:
        """Keys hold addresses of people and of the network: the table holds none in clear."""
        return sha256(self.make_key(key, version=version).encode()).hexdigest()

    def _until(self, timeout: Any, now: datetime) -> datetime:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return now + (_LONGEST if seconds is None else timedelta(seconds=float(seconds)))

    def _write(self, statement: str, values: Sequence[Any]) -> bool:
        sent = [self._moment(one) if isinstance(one, datetime) else one for one in values]
        with connection.cursor() as cursor:
            cursor.execute(statement, sent)
            return cursor.rowcount > 0

    @staticmethod
    def _moment(moment: datetime) -> Any:
        """As the column of this database keeps it."""
        return connection.ops.adapt_datetimefield_value(moment.astimezone(UTC))


def forget_what_is_over(*, most: int = 500) -> int:
    """An errand of the worker: how many were taken away."""
    over = Remembered.objects.filter(until__lte=timezone.now()).order_by("until")
    names = list(over.values_list("name", flat=True)[:most])
    if names:
        # What was renewed meanwhile stays.
        Remembered.objects.filter(name__in=names, until__lte=timezone.now()).delete()
    return len(names)
