"""The text of the triggers that refuse a change to frozen rows, and what a database has of them.

SQLite keeps the text of a trigger as it was written. PostgreSQL rewrites it, but keeps the body of
a function: there all that a rule says stands in a function of its own, and its triggers only call.
"""

from typing import Final, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

from audit.database.frozen import Frozen

PREFIX: Final = "append_only"


class Trigger(NamedTuple):
    """`text` is what is compared, `statements` make it."""

    name: str
    table: str
    text: str
    statements: tuple[str, ...]


def sqlite(rule: Frozen) -> list[Trigger]:
    changed = " OR ".join(f'OLD."{one}" IS NOT NEW."{one}"' for one in rule.fixed)
    found = [_abort("update", "UPDATE", rule, _both(rule.since, _not(rule.unless), changed))]
    # INSERT OR REPLACE deletes without asking a DELETE trigger: look before inserting.
    same = " OR ".join(
        "(" + " AND ".join(f'kept."{one}" = NEW."{one}"' for one in names) + ")"
        for names in rule.unique
    )
    known = _both(rule.since.replace("OLD.", "kept."), same)
    exists = " ".join(["EXISTS (SELECT 1 FROM", f'"{rule.table}"', "AS kept WHERE", known, ")"])
    found.append(_abort("replace", "INSERT", rule, exists))
    if not rule.may_vanish:
        found.append(_abort("delete", "DELETE", rule, rule.since))
    return found


def postgresql(rule: Frozen) -> list[Trigger]:
    changed = " OR ".join(f'OLD."{one}" IS DISTINCT FROM NEW."{one}"' for one in rule.fixed)
    update = _both(rule.since, _not(rule.unless), changed)
    delete = "FALSE" if rule.may_vanish else rule.since or "TRUE"
    body = (
        " BEGIN"
        f" IF TG_OP = 'UPDATE' THEN IF NOT coalesce({update}, FALSE) THEN RETURN NEW; END IF;"
        f" ELSIF TG_OP = 'DELETE' THEN IF NOT coalesce({delete}, FALSE) THEN RETURN OLD; END IF;"
        " END IF;"
        " RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME;"
        " END "
    )
    function = f"{PREFIX}_{rule.name}"
    make = f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
    found = []
    # The numbers are those of pg_trigger.tgtype: before, of each row, update or delete; truncate.
    for kind, events, each, number in (
        ("row", "UPDATE OR DELETE", "ROW", 27),
        ("truncate", "TRUNCATE", "STATEMENT", 34),
    ):
        name = f"{PREFIX}_{kind}_{rule.name}"
        call = (
            f'CREATE TRIGGER {name} BEFORE {events} ON "{rule.table}" '
            f"FOR EACH {each} EXECUTE FUNCTION {function}()"
        )
        text = f"{number} O {function} plpgsql{body}"
        found.append(Trigger(name, rule.table, text, (make, call)))
    return found


def present(connection: BaseDatabaseWrapper) -> dict[tuple[str, str], str]:
    """All triggers of the database that are not its own: {(name, table): text}.

    PostgreSQL lets several tables have one of the same name. Its rules rewrite what is asked before
    a trigger sees it, so they count here too.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        return {(str(name), str(table)): str(text) for name, table, text in cursor.fetchall()}


def columns(connection: BaseDatabaseWrapper) -> dict[str, set[str]]:
    """The names of the columns of every table."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS[connection.vendor])
        for table, column in cursor.fetchall():
            found.setdefault(table, set()).add(column)
    return found


def switched_off(connection: BaseDatabaseWrapper) -> list[str]:
    """Settings of the server by which the triggers are there and do nothing."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SWITCHED_OFF)
        return [str(text) for (text,) in cursor.fetchall()]


_PRESENT: Final = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, relname, "
        "tgtype::text || ' ' || tgenabled::text || ' ' || proname || ' ' || lanname "
        "|| CASE WHEN tgqual IS NULL AND tgattr::text = '' THEN '' ELSE ' when' END || prosrc "
        "FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_language ON pg_language.oid = prolang "
        "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace "
        "UNION ALL SELECT 'rule ' || rulename, tablename, definition FROM pg_rules "
        "WHERE schemaname = current_schema()"
    ),
}
_COLUMNS: Final = {
    "sqlite": (
        "SELECT made.name, one.name "
        "FROM sqlite_master AS made, pragma_table_info(made.name) AS one WHERE made.type = 'table'"
    ),
    "postgresql": (
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema()"
    ),
}
# For this connection, and for those that a role or this database will open.
_SWITCHED_OFF: Final = (
    "SELECT 'session_replication_role=' || current_setting('session_replication_role') "
    "WHERE current_setting('session_replication_role') <> 'origin' "
    "UNION SELECT one FROM pg_db_role_setting, unnest(setconfig) AS one "
    "WHERE one LIKE 'session_replication_role=%' AND one NOT LIKE '%=origin' "
    "AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))"
)


def _abort(kind: str, act: str, rule: Frozen, when: str) -> Trigger:
    name = f"{PREFIX}_{kind}_{rule.name}"
    condition = f"WHEN {when} " if when else ""
    text = (
        f'CREATE TRIGGER {name} BEFORE {act} ON "{rule.table}" {condition}'
        f"BEGIN SELECT RAISE(ABORT, 'append-only: {act} on {rule.table} is refused'); END"
    )
    return Trigger(name, rule.table, text, (text,))


def _both(*conditions: str) -> str:
    return " AND ".join(f"({one})" for one in conditions if one)


def _not(condition: str) -> str:
    return f"NOT ({condition})" if condition else ""
