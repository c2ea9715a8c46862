"""Large texts stand last in their rows: SQLite reads the columns of a row in their order.

A list of runs would otherwise read through megabytes to find a number behind them. First they are
copied to the end.
"""

from django.db import migrations, models
from django.db.models import F

LARGE = {"rankingrun": ("evaluation", "result"), "allocationrun": ("result",)}


def copy(apps, schema_editor):
    for model, names in LARGE.items():
        rows = apps.get_model("scoring", model)._default_manager
        rows.update(**{f"{name}_last": F(name) for name in names})


class Migration(migrations.Migration):
    dependencies = [("scoring", "0003_rows_of_older_runs")]

    operations = [
        *(
            migrations.AddField(model, f"{name}_last", models.TextField(default=""))
            for model, names in LARGE.items()
            for name in names
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
    ]
