"""Reading that lasts: all of it from one moment, and nobody waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Whatever is read within is as it was at the first reading; within a transaction, as that is.

    Nothing may be written. On SQLite a transaction of ours would hold the one write lock.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        sqlite: Any = connection
        sqlite.ensure_connection()
        mode, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            sqlite.transaction_mode = mode
