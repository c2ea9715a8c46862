import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applicants", "0002_documents_are_sealed")]

    operations = [
        migrations.AlterField(
            "storeddocument",
            "uuid",
            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AlterField("storeddocument", "wrapped_key", models.BinaryField()),
        migrations.AlterField("storeddocument", "sealed_meta", models.BinaryField()),
        migrations.AlterField(
            "storeddocument", "sealed_file", models.FileField(upload_to="organisations/%Y/")
        ),
        migrations.RemoveField("storeddocument", "file"),
        migrations.RemoveField("storeddocument", "name"),
        migrations.RemoveField("storeddocument", "content_type"),
        migrations.RemoveField("storeddocument", "sha256"),
    ]
