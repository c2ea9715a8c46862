"""Triggers that are too many, and those that are there and do nothing: fsck names them."""

import pytest
from django.db import connection

from audit.database import append_only, triggers
from audit.proof import fsck

pytestmark = pytest.mark.django_db


def _differences() -> list[str]:
    return [str(difference) for difference in fsck.differences()]


def test_trigger_that_somebody_added_to_any_table_is_named() -> None:
    with connection.cursor() as cursor:
        for statement in _ADDED[connection.vendor]:
            cursor.execute(statement)
    assert _differences() == ["trigger helper: on accounts_user, not made by the program"]


_ADDED = {
    "sqlite": ("CREATE TRIGGER helper BEFORE DELETE ON accounts_user BEGIN SELECT 1; END",),
    "postgresql": (
        "CREATE FUNCTION helper() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        (
            "CREATE TRIGGER helper BEFORE INSERT ON accounts_user FOR EACH ROW "
            "EXECUTE FUNCTION helper()"
        ),
    ),
}


def test_trigger_with_blanks_in_its_name_is_taken_away_by_migrate() -> None:
    name = "append_only helper"
    with connection.cursor() as cursor:
        for statement in _ADDED[connection.vendor]:
            cursor.execute(statement.replace("TRIGGER helper", f'TRIGGER "{name}"'))
    append_only.install(connection)
    assert _differences() == []


SWITCHED_OFF = {
    "a table's triggers": "ALTER TABLE audit_ledgerentry DISABLE TRIGGER ALL",
    "of replicas only": (
        "ALTER TABLE audit_ledgerentry ENABLE REPLICA TRIGGER append_only_row_audit_ledgerentry"
    ),
    "of this connection": "SET LOCAL session_replication_role = replica",
    "of the role": "ALTER ROLE CURRENT_USER SET session_replication_role = replica",
    "a rule before them": ("CREATE RULE quiet AS ON INSERT TO audit_checkpoint DO INSTEAD NOTHING"),
}


@pytest.mark.parametrize("case", SWITCHED_OFF)
def test_triggers_that_are_there_and_do_nothing_are_found(case: str) -> None:
    if connection.vendor != "postgresql":
        # SQLite knows none of these ways.
        assert triggers.switched_off(connection) == []
        return
    with connection.cursor() as cursor:
        cursor.execute(SWITCHED_OFF[case])
    found = _differences()
    assert found
    assert all(one.startswith("trigger ") for one in found)
