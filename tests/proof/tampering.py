"""Changes by SQL, as somebody with the whole database makes them: nothing refuses them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from audit.database import append_only


@contextmanager
def nothing_refuses() -> Iterator[None]:
    """The triggers are gone, and back afterwards; keys and conditions do not hold meanwhile.

    Not on a stage that many tests share: once a transaction has changed the schema, SQLite reads
    all of it again after each savepoint that is rolled back.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Undone with the transaction, where there is one and it fails.
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        append_only.remove(connection)
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            append_only.install(connection)


def tamper(*statements: str) -> None:
    with nothing_refuses(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount, f"changed nothing: {statement}"
