"""The database's own refusal to change the ledger: triggers for SQLite and PostgreSQL.

A second line behind the code. Migrations call `install` again after every change to these tables,
because SQLite rebuilds an altered table without its triggers; fsck looks whether they are there.
"""

from collections.abc import Iterator
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

NOTHING_CHANGES: Final = ("audit_ledgerentry", "audit_merklenode", "audit_checkpoint")
ROWS_ONLY_VANISH: Final = ("audit_ledgerpayload",)
ONLY_GROWS: Final = ("audit_ledgerhead",)

# INSERT OR REPLACE deletes without asking a DELETE trigger, so SQLite has to look before inserting.
_SAME_ROW: Final = {
    "audit_ledgerentry": "EXISTS (SELECT 1 FROM audit_ledgerentry WHERE seq = NEW.seq)",
    "audit_merklenode": "EXISTS (SELECT 1 FROM audit_merklenode WHERE id = NEW.id "
    'OR (level = NEW.level AND "index" = NEW."index"))',
    "audit_checkpoint": "EXISTS (SELECT 1 FROM audit_checkpoint WHERE id = NEW.id "
    "OR size = NEW.size)",
    "audit_ledgerpayload": "EXISTS (SELECT 1 FROM audit_ledgerpayload "
    "WHERE entry_id = NEW.entry_id)",
}
_FUNCTION: Final = "merila_append_only"


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers, anew where they exist."""
    remove(connection)
    statements = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'append-only: % on % is refused', "
                "TG_OP, TG_TABLE_NAME; END $$"
            )
        for name, statement in statements:
            cursor.execute(f"CREATE TRIGGER {name} {statement}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for migrations that alter these tables."""
    with connection.cursor() as cursor:
        for name, table in present(connection):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def present(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """The triggers that the database has: (name, table)."""
    query = (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE tgname LIKE 'append_only_%%' AND tgenabled IN ('O', 'A') ORDER BY tgname"
        if connection.vendor == "postgresql"
        else "SELECT name, tbl_name FROM sqlite_master "
        "WHERE type = 'trigger' AND name LIKE 'append_only_%%' ORDER BY name"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [])
        return [(str(name), str(table)) for name, table in cursor.fetchall()]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that should be there and are not."""
    statements = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    found = {name for name, _table in present(connection)}
    return [name for name, _statement in statements if name not in found]


def _sqlite() -> Iterator[tuple[str, str]]:
    for table in (*NOTHING_CHANGES, *ROWS_ONLY_VANISH):
        yield f"append_only_update_{table}", _abort("UPDATE", table)
        yield f"append_only_replace_{table}", _abort("INSERT", table, _SAME_ROW[table])
    for table in (*NOTHING_CHANGES, *ONLY_GROWS):
        yield f"append_only_delete_{table}", _abort("DELETE", table)
    for table in ONLY_GROWS:
        yield f"append_only_update_{table}", _abort("UPDATE", table, "NEW.size < OLD.size")


def _abort(act: str, table: str, when: str = "") -> str:
    condition = f"WHEN {when} " if when else ""
    return (
        f"BEFORE {act} ON {table} {condition}"
        f"BEGIN SELECT RAISE(ABORT, 'append-only: {act} on {table} is refused'); END"
    )


def _postgresql() -> Iterator[tuple[str, str]]:
    refuse = f"EXECUTE FUNCTION {_FUNCTION}()"
    for table in (*NOTHING_CHANGES, *ROWS_ONLY_VANISH):
        yield f"append_only_update_{table}", f"BEFORE UPDATE ON {table} {refuse}"
    for table in (*NOTHING_CHANGES, *ONLY_GROWS):
        yield f"append_only_delete_{table}", f"BEFORE DELETE ON {table} {refuse}"
    for table in (*NOTHING_CHANGES, *ROWS_ONLY_VANISH, *ONLY_GROWS):
        yield f"append_only_truncate_{table}", f"BEFORE TRUNCATE ON {table} {refuse}"
    for table in ONLY_GROWS:
        yield (
            f"append_only_update_{table}",
            f"BEFORE UPDATE ON {table} FOR EACH ROW WHEN (NEW.size < OLD.size) {refuse}",
        )
