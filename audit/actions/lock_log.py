"""Take the ledger's lock, then read the database's clock: the time that counts for deadlines."""

from datetime import UTC, datetime
from typing import Final, NamedTuple

from django.db import connection
from django.db.transaction import TransactionManagementError

from audit.database.clock import moment_of
from audit.models import LedgerHead

_LOCK: Final = {
    # The outer query reads the clock only after the inner one has the lock.
    "postgresql": (
        'WITH head AS MATERIALIZED (SELECT "size", "last_t", "tip" FROM "audit_ledgerhead" '
        "FOR UPDATE) SELECT head.*, clock_timestamp() FROM head"
    ),
    # The transaction is IMMEDIATE: it holds the one write lock from its beginning.
    "sqlite": (
        'SELECT "size", "last_t", "tip", strftime(\'%Y-%m-%dT%H:%M:%f\', \'now\') '
        'FROM "audit_ledgerhead"'
    ),
}


class Head(NamedTuple):
    """The end of the ledger under its lock, and the time of the act: never before the last one."""

    size: int
    last_t: datetime | None
    tip: str
    now: datetime


def lock_log() -> datetime:
    """The time of the act, in UTC; until the transaction ends nobody else writes to the ledger.

    Time never goes back from one entry to the next. Lock every other row of the act before this:
    whoever holds the ledger waits for nothing, so two acts cannot wait for each other.
    Raises TransactionManagementError outside a transaction.
    """
    return lock_head().now


def lock_head() -> Head:
    """One statement, because everybody else waits from here on."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("The ledger is written in the transaction of the act.")
    found = _read()
    if not found:
        LedgerHead.objects.bulk_create([LedgerHead()], ignore_conflicts=True)
        found = _read()
    [(size, last_t, tip, clock)] = found
    if last_t is not None:
        last_t = last_t.replace(tzinfo=UTC) if last_t.tzinfo is None else last_t.astimezone(UTC)
    now = moment_of(clock)
    return Head(size, last_t, tip, now if last_t is None else max(now, last_t))


def _read() -> list[tuple[int, datetime | None, str, datetime | str]]:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK[connection.vendor])
        return cursor.fetchall()
