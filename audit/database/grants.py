"""What the role of web and worker may do with each table of PostgreSQL.

Everything that the program does, and no more: it reads and adds to the ledger, and can neither
change nor empty it, nor touch its triggers, because those belong to the role that owns the tables.
"""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from audit.database.frozen import rules

_ORDINARY: Final = ("SELECT", "INSERT", "UPDATE", "DELETE")
# Django's own table of migrations, read by /ready/ and by backups.
_READ_ONLY: Final = ("django_migrations",)
_LEDGER: Final = "audit_"


def rights_on(table: str) -> tuple[str, ...]:
    """The rights of the program on one table."""
    rule = next((one for one in rules() if one.table == table), None)
    if rule is None or not table.startswith(_LEDGER):
        return ("SELECT",) if table in _READ_ONLY else _ORDINARY
    # Whoever appends locks the head of the ledger and writes the new size into it.
    changes = ("UPDATE",) if rule.unless else ()
    return ("SELECT", "INSERT", *changes, *(("DELETE",) if rule.may_vanish else ()))


def grant_tables(connection: BaseDatabaseWrapper, role: str) -> int:
    """Give `role` exactly these rights; the number of tables.

    Raises ValueError where the role owns a table or is a superuser: then no grant binds it.
    """
    with connection.cursor() as cursor:
        _refuse_powerful(cursor, role)
        name = connection.ops.quote_name(role)
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}")
        cursor.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            rights = ", ".join(rights_on(table))
            cursor.execute(f"GRANT {rights} ON {connection.ops.quote_name(table)} TO {name}")
    return len(tables)


def _refuse_powerful(cursor: CursorWrapper, role: str) -> None:
    cursor.execute(
        "SELECT rolsuper OR pg_has_role(rolname, current_user, 'MEMBER') FROM pg_roles"
        " WHERE rolname = %s",
        [role],
    )
    found = cursor.fetchone()
    if found is None:
        raise ValueError(f"There is no role {role} on this server.")
    if found[0]:
        raise ValueError(f"{role} owns the tables or is a superuser: nothing would bind it.")
