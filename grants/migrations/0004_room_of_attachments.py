import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def measure(apps, schema_editor):
    rows = apps.get_model("grants", "Attachment").objects.exclude(sealed_file="")
    for row in rows.iterator():
        row.sealed_size = row.sealed_file.size
        row.save(update_fields=["sealed_size"])


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("grants", "0003_application_by_state"),
    ]

    operations = [
        migrations.AddField("attachment", "sealed_size", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "attachment",
            "added_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(measure, migrations.RunPython.noop),
    ]
