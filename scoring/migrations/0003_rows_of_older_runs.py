"""Runs that were frozen before their rows had a table get them from their own results."""

import json

from django.db import migrations

from scoring.core.run_rows import amount_rows, ranked_rows, summary_of

AT_ONCE = 1_000


def take_apart(apps, schema_editor):
    ranking_run, allocation_run, ranked, allocated = (
        apps.get_model("scoring", name)
        for name in ("RankingRun", "AllocationRun", "RankedApplication", "AllocatedAmount")
    )
    application = apps.get_model("grants", "Application")
    for run in ranking_run.objects.defer("evaluation").iterator(chunk_size=1):
        result = json.loads(run.result)
        run.summary = summary_of(result)
        run.save(update_fields=["summary"])
        rows = application.objects.filter(call_id=run.call_id)
        keys = dict(rows.values_list("number", "pk"))
        ranked.objects.bulk_create(
            (
                ranked(
                    run=run,
                    application_id=keys[row.number],
                    lot=row.lot,
                    position=row.position,
                    place=row.place,
                    outcome=row.outcome.value,
                    total=row.total or "",
                    values=row.values,
                    row=text_of(row.row),
                )
                for row in ranked_rows(result)
            ),
            batch_size=AT_ONCE,
        )
    for run in allocation_run.objects.iterator(chunk_size=1):
        result = json.loads(run.result)
        run.summary = summary_of(result)
        run.save(update_fields=["summary"])
        rows = ranked.objects.filter(run_id=run.ranking_id)
        keys = dict(rows.values_list("application__number", "pk"))
        allocated.objects.bulk_create(
            (
                allocated(
                    run=run,
                    ranked_id=keys[row.number],
                    outcome=row.outcome.value,
                    amount_cents=row.amount,
                    cap_cents=row.cap,
                    reserve_place=row.reserve_place,
                    steps=text_of(row.steps),
                )
                for row in amount_rows(result)
            ),
            batch_size=AT_ONCE,
        )


def text_of(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Migration(migrations.Migration):
    dependencies = [("scoring", "0002_run_rows")]

    operations = [migrations.RunPython(take_apart, migrations.RunPython.noop)]
