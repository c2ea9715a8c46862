import hashlib

from django.db import migrations, models


def hash_files(apps, schema_editor):
    rows = apps.get_model("applicants", "StoredDocument").objects.exclude(sealed_file="")
    for row in rows.iterator():
        try:
            with row.sealed_file.open("rb") as file:
                row.sealed_sha256 = hashlib.sha256(file.read()).hexdigest()
        except FileNotFoundError:
            continue  # fsck names it
        row.save(update_fields=["sealed_sha256"])


class Migration(migrations.Migration):
    dependencies = [("applicants", "0004_number_is_proved")]

    operations = [
        migrations.AddField(
            "storeddocument",
            "sealed_sha256",
            models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.RunPython(hash_files, migrations.RunPython.noop),
    ]
