"""On a real PostgreSQL, with the roles of deploy/: the program may only add to the ledger."""

import os
import subprocess
import sys

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from audit.database import frozen
from command.postgresql import private_postgresql
from tests.architecture.sources import ROOT

LEDGER = (
    "audit_ledgerentry",
    "audit_merklenode",
    "audit_checkpoint",
    "audit_ledgerpayload",
    "audit_ledgerhead",
)
REPLACED_FUNCTION = """\
CREATE OR REPLACE FUNCTION append_only_audit_ledgerentry() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RETURN NULL; END $$"""
pytestmark = pytest.mark.timeout(300)


def manage(url, data, *command):
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("MERILA_")},
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MERILA_DEMO": "1",
        "MERILA_DATA": str(data),
        "MERILA_DATABASE_URL": url,
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Addresses of the two roles, after migrate and grant_tables; the data folder."""
    data = tmp_path_factory.mktemp("data")
    with private_postgresql(superuser="postgres") as superuser:
        made = subprocess.run(
            ["psql", "-q", superuser, "-f", str(ROOT / "deploy/postgresql/roles.sql")],
            env={**os.environ, "OWNER_PASSWORD": "o'wner", "PROGRAM_PASSWORD": "program"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
        place = superuser.rpartition("@")[2].partition("/")[0]
        owner = f"postgres://merila_owner@{place}/merila"
        program = f"postgres://merila@{place}/merila"
        migrated = manage(owner, data, "manage.py", "migrate", "--noinput", "-v", "0")
        assert migrated.returncode == 0, migrated.stderr
        granted = manage(owner, data, "manage.py", "grant_tables", "merila")
        assert granted.returncode == 0, granted.stderr
        yield owner, program, data


def test_program_works_with_its_rights_and_fsck_agrees(server):
    _owner, program, data = server
    # Publishes a call and begins applications: accounts, drafts, ledger.
    worked = manage(program, data, "-m", "tests.deadline", "2", "1")
    assert worked.returncode == 0, worked.stderr
    with psycopg.connect(program) as connection:
        [(entries,)] = connection.execute("SELECT COUNT(*) FROM audit_ledgerentry").fetchall()
    assert entries > 0
    checked = manage(program, data, "manage.py", "fsck")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("table", LEDGER)
@pytest.mark.parametrize(
    "attempt",
    [
        "TRUNCATE {table} CASCADE",
        "DROP TABLE {table} CASCADE",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TRIGGER append_only_truncate_{rule} ON {table}",
        (
            "CREATE TRIGGER another BEFORE INSERT ON {table} "
            "EXECUTE FUNCTION append_only_audit_ledgerentry()"
        ),
        "ALTER TABLE {table} OWNER TO merila",
        "CREATE RULE another AS ON INSERT TO {table} DO INSTEAD NOTHING",
    ],
)
def test_program_cannot_empty_the_ledger_or_touch_its_triggers(server, table, attempt):
    [rule] = [one.name for one in frozen.rules() if one.table == table]
    with psycopg.connect(server[1]) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(attempt.format(table=table, rule=rule))


@pytest.mark.parametrize(
    "attempt",
    [
        *(
            f"UPDATE {table} SET {column} = {column}"
            for table, column in {
                "audit_ledgerentry": "seq",
                "audit_merklenode": "level",
                "audit_checkpoint": "size",
                "audit_ledgerpayload": "entry_id",
            }.items()
        ),
        *(f"DELETE FROM {table}" for table in LEDGER if table != "audit_ledgerpayload"),
        "SET session_replication_role = replica",
        REPLACED_FUNCTION,
        "CREATE TABLE another (id int)",
        "DELETE FROM django_migrations",
        "SET ROLE merila_owner",
    ],
)
def test_program_cannot_change_the_ledger_or_the_house(server, attempt):
    with psycopg.connect(server[1]) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(attempt)


def test_neither_role_is_more_than_its_name_says(server):
    with psycopg.connect(server[0]) as connection:
        found = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls"
            " FROM pg_roles WHERE rolname IN ('merila', 'merila_owner')"
        ).fetchall()
    assert found == [(False,) * 5] * 2


@pytest.mark.parametrize(
    ("role", "sentence"),
    [("merila_owner", "owns the tables"), ("nobody_here", "There is no role")],
)
def test_role_that_no_grant_binds_is_refused(server, role, sentence):
    refused = manage(server[0], server[2], "manage.py", "grant_tables", role)
    assert refused.returncode == 1
    assert sentence in refused.stderr
