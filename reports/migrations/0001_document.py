import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("grants", "0001_call"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("decision", "decision"),
                            ("opening_minutes", "opening minutes"),
                            ("summary", "summary of points and amounts"),
                            ("public_call", "call file"),
                            ("public_evaluation", "public evaluation file"),
                        ],
                        max_length=18,
                    ),
                ),
                ("file", models.FileField(upload_to="documents/%Y/")),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="grants.application",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="grants.call",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ["call", "kind", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "kind"),
                        name="document_once_per_application_and_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("application", None)),
                        fields=("call", "kind"),
                        name="document_once_per_call_and_kind",
                    ),
                ],
            },
        ),
    ]
