"""Stored documents go under the seal: first beside the plain files, then in their place."""

import uuid
from functools import partial

from django.core.files.base import ContentFile
from django.db import migrations, models, transaction

from applicants.sealed_documents import DocumentFile, seal_document


def seal_all(apps, schema_editor):
    for row in apps.get_model("applicants", "StoredDocument").objects.iterator():
        row.uuid = uuid.uuid4()
        with row.file.open("rb") as file:
            content = file.read()
        about = DocumentFile(row.name, row.content_type, row.sha256)
        sealed = seal_document(row, about, content)
        plain, storage = row.file.name, row.file.storage
        row.sealed_file.save(f"{row.uuid}.sealed", ContentFile(sealed), save=False)
        row.save()
        transaction.on_commit(partial(storage.delete, plain))


class Migration(migrations.Migration):
    dependencies = [("applicants", "0001_organisation")]

    operations = [
        migrations.AddField("storeddocument", "uuid", models.UUIDField(null=True)),
        migrations.AddField("storeddocument", "wrapped_key", models.BinaryField(default=b"")),
        migrations.AddField("storeddocument", "sealed_meta", models.BinaryField(default=b"")),
        migrations.AddField(
            "storeddocument",
            "sealed_file",
            models.FileField(upload_to="organisations/%Y/", default=""),
        ),
        migrations.RunPython(seal_all, migrations.RunPython.noop),
    ]
