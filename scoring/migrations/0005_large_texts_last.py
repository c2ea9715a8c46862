"""The copies take the place of the texts that they were made of."""

from django.db import migrations, models

LARGE = {"rankingrun": ("evaluation", "result"), "allocationrun": ("result",)}


def moved(model, name):
    return [
        migrations.RemoveField(model, name),
        migrations.RenameField(model, f"{name}_last", name),
        migrations.AlterField(model, name, models.TextField()),
    ]


class Migration(migrations.Migration):
    dependencies = [("scoring", "0004_large_texts_apart")]

    operations = [
        step for model, names in LARGE.items() for name in names for step in moved(model, name)
    ]
