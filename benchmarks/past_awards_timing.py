"""Times the register over ten lists of 100,000 rows on the database of this process.

    MERILA_DEMO=1 MERILA_DATA=... python -m benchmarks.past_awards_timing

There are 20,000 recipients and 40 themes; the database makes the rows itself, the figures beside
them are kept as an import keeps them. Each page is asked three times, and the smallest processor
time counts; that of PostgreSQL, a process of its own, is what this one waits for it.
"""

import logging
import os
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

django.setup()

from audit.actions.append_entry import append_entry
from audit.actions.lock_log import lock_log
from audit.core.entry import EntryType
from audit.keys.pseudonyms import ledger_actor
from audit.models import LedgerEntry
from benchmarks.large_call_rows import person
from benchmarks.rows import Row, write_rows
from reports.actions._importing import keep_figures
from reports.models import AmountMeaning, HistoricImport, ImportState
from tests.personas import bonaca

LISTS, ROWS, GOAL, REPEAT = 10, 100_000, 0.15, 3
PAGES = {
    "first page": "/sl/register/past/",
    "last page": f"/sl/register/past/?page={LISTS * ROWS // 50}",
    "one year": "/sl/register/past/?year=2015",
    "one theme, its page 100": "/sl/register/past/?theme=tema+3&page=100",
    "recipients by a word that few have": "/sl/register/past/?q=lipa1700",
    "recipients by a word that a quarter has": "/sl/register/past/?q=zarja",
    "API": "/api/v1/past-awards/",
    "API, page 9,000": "/api/v1/past-awards/?page=9000",
}
_FILL = """
    INSERT INTO reports_historicaward (batch_id, funder_id, row, year, number, recipient_kind,
        organisation, organisation_folded, organisation_number, organisation_identity,
        theme, kind, purpose, requested_cents, awarded_cents)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %(rows)s)
    SELECT %(batch)s, %(funder)s, i + 1, 2010 + (i * 7919) %% 15, '', 'organisation',
        'Društvo ' || (CASE i %% 4 WHEN 0 THEN 'zarja' WHEN 1 THEN 'lipa' WHEN 2 THEN 'oljka'
            ELSE 'galeb' END) || ((i * 7919) %% 20000),
        'drustvo ' || (CASE i %% 4 WHEN 0 THEN 'zarja' WHEN 1 THEN 'lipa' WHEN 2 THEN 'oljka'
            ELSE 'galeb' END) || ((i * 7919) %% 20000),
        CAST((i * 7919) %% 20000 AS VARCHAR(60)), CAST((i * 7919) %% 20000 AS VARCHAR(60)),
        'tema ' || ((i * 31) %% 40),
        (CASE i %% 3 WHEN 0 THEN 'project' WHEN 1 THEN 'operational' ELSE '' END), '',
        (i * 7919) %% 1000000, (i * 7919) %% 500000
    FROM n
"""


def measure() -> list[Row]:
    call_command("migrate", verbosity=0, skip_checks=True)
    _write_lists()
    with connection.cursor() as cursor:
        # As PostgreSQL does by itself soon after so many rows have come.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    logging.disable(logging.CRITICAL)
    client = Client(headers={"host": "localhost"})
    return [_timed(client, name, address) for name, address in PAGES.items()]


def _timed(client: Client, name: str, address: str) -> Row:
    took = []
    for _turn in range(REPEAT):
        waited: list[float] = []
        with connection.execute_wrapper(_clock(waited)):
            began = time.process_time()
            response = client.get(address)
            took.append(time.process_time() - began + sum(waited))
    assert response.status_code == 200, (address, response.status_code)
    database = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    work = f"{name}, {LISTS * ROWS:,} rows, {database}"
    return Row(work, f"{min(took):.3f} s", "processor", f"≤ {GOAL} s", min(took) <= GOAL)


def _clock(waited: list[float]) -> Any:
    def ask(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        clock, computed = time.perf_counter(), time.process_time()
        try:
            return execute(sql, params, many, context)
        finally:
            if connection.vendor == "postgresql":
                here = time.process_time() - computed
                waited.append(time.perf_counter() - clock - here)

    return ask


@transaction.atomic
def _write_lists() -> None:
    officer, funder = person("Ada"), bonaca()
    for number in range(LISTS):
        batch = HistoricImport.objects.create(
            funder=funder,
            file_name=f"seznam-{number}.csv",
            sha256=f"{number:064d}",
            source_name="Seznam",
            licence="CC BY 4.0",
            amount_meaning=AmountMeaning.GRANTED,
            state=ImportState.IMPORTED,
            created_at=timezone.now(),
            created_by=officer,
            imported_at=timezone.now(),
            imported_by=officer,
            entry=_entry(number, officer.pk),
            rows=ROWS,
        )
        with connection.cursor() as cursor:
            cursor.execute(_FILL, {"batch": batch.pk, "funder": funder.pk, "rows": ROWS})
        keep_figures(batch)


def _entry(number: int, user_id: int) -> LedgerEntry:
    said = dict.fromkeys(("left_out", "requested", "awarded"), 0)
    return append_entry(
        type=EntryType.HISTORY_IMPORTED,
        call_code="",
        actor=ledger_actor(user_id=user_id, role="officer"),
        pub={"funder": "bonaca", "file": f"{number:064d}", "rows": ROWS, "amount": "granted"}
        | said
        | {"content": "0" * 64},
        payload={"file": f"{number:064d}"},
        at=lock_log(),
    )


if __name__ == "__main__":
    print(write_rows(measure()))
