import hashlib

from django.db import migrations, models


def hash_files(apps, schema_editor):
    rows = apps.get_model("grants", "Attachment").objects.exclude(sealed_file="")
    for row in rows.iterator():
        try:
            with row.sealed_file.open("rb") as file:
                row.sealed_sha256 = hashlib.sha256(file.read()).hexdigest()
        except FileNotFoundError:
            continue  # fsck names it
        row.save(update_fields=["sealed_sha256"])


class Migration(migrations.Migration):
    dependencies = [("grants", "0006_reason_in_every_language")]

    operations = [
        migrations.AddField(
            "application", "nonce", models.CharField(blank=True, default="", max_length=64)
        ),
        migrations.AddField(
            "attachment", "sealed_sha256", models.CharField(blank=True, default="", max_length=64)
        ),
        migrations.RunPython(hash_files, migrations.RunPython.noop),
    ]
