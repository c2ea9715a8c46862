from django.db import migrations, models

from audit import append_only


def install(apps, schema_editor):
    append_only.install(schema_editor.connection)


def remove(apps, schema_editor):
    append_only.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.RunPython(remove, install),
        migrations.AddField(
            model_name="ledgerhead",
            name="tip",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.RunPython(install, remove),
    ]
