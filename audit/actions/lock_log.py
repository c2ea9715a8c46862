"""Take the ledger's lock, then read the database's clock: the time that counts for deadlines."""

from datetime import datetime

from django.db import connection
from django.db.transaction import TransactionManagementError

from audit.clock import database_now
from audit.models import LedgerHead


def lock_log() -> datetime:
    """The time of the act, in UTC; until the transaction ends nobody else writes to the ledger.

    Time never goes back from one entry to the next. Lock every other row of the act before this:
    whoever holds the ledger waits for nothing, so two acts cannot wait for each other.
    Raises TransactionManagementError outside a transaction.
    """
    return time_after(lock_head())


def lock_head() -> LedgerHead:
    if not connection.in_atomic_block:
        raise TransactionManagementError("The ledger is written in the transaction of the act.")
    # On SQLite the transaction is IMMEDIATE: it holds the one write lock from its beginning.
    found = LedgerHead.objects.select_for_update().first()
    if found is None:
        LedgerHead.objects.bulk_create([LedgerHead()], ignore_conflicts=True)
        found = LedgerHead.objects.select_for_update().get()
    return found


def time_after(head: LedgerHead) -> datetime:
    now = database_now()
    return now if head.last_t is None else max(now, head.last_t)
