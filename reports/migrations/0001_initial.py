import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("audit", "0001_initial"),
        ("awards", "0001_initial"),
        ("grants", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preview", "in preparation"),
                            ("imported", "imported"),
                            ("undone", "undone"),
                        ],
                        default="preview",
                        max_length=8,
                    ),
                ),
                ("file_name", models.CharField(max_length=140, verbose_name="file")),
                ("sha256", models.CharField(max_length=64)),
                ("read_as", models.CharField(max_length=80)),
                ("source_name", models.CharField(max_length=200, verbose_name="source")),
                (
                    "source_place",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="where it can be found"
                    ),
                ),
                ("licence", models.CharField(max_length=200, verbose_name="licence")),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                (
                    "amount_meaning",
                    models.CharField(
                        choices=[
                            ("granted", "granted"),
                            ("proposed", "proposed"),
                            ("paid", "paid out"),
                        ],
                        default="granted",
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("imported_at", models.DateTimeField(blank=True, null=True)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("rows_left_out", models.PositiveIntegerField(default=0)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undo_reason", models.CharField(blank=True, max_length=500)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="historic_imports",
                        to="grants.funder",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("table", models.JSONField(blank=True, null=True)),
                ("mapping", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "import of past awards",
                "verbose_name_plural": "imports of past awards",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "imported")),
                        fields=("funder", "sha256"),
                        name="historic_import_file_once_per_funder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["preview", "imported", "undone"])),
                        name="historic_import_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_meaning__in", ["granted", "proposed", "paid"])),
                        name="historic_import_meaning_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "preview"),
                            models.Q(
                                ("entry__isnull", False),
                                ("imported_at__isnull", False),
                                ("table__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="historic_import_keeps_no_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "undone"), _negated=True),
                            models.Q(
                                ("undone_at__isnull", False),
                                models.Q(("undo_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="historic_import_undone_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricAward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveIntegerField(verbose_name="row of the source")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="number")),
                (
                    "recipient_kind",
                    models.CharField(
                        choices=[("organisation", "organisation"), ("person", "natural person")],
                        default="organisation",
                        max_length=12,
                    ),
                ),
                (
                    "organisation",
                    models.CharField(blank=True, max_length=250, verbose_name="organisation"),
                ),
                ("organisation_folded", models.CharField(blank=True, max_length=500)),
                (
                    "organisation_number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="number of the organisation"
                    ),
                ),
                ("organisation_identity", models.CharField(blank=True, max_length=60)),
                ("theme", models.CharField(blank=True, max_length=200, verbose_name="theme")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("operational", "operation, all year"), ("project", "project")],
                        max_length=11,
                        verbose_name="kind",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=1000, verbose_name="purpose")),
                ("requested_cents", models.BigIntegerField(blank=True, null=True)),
                ("awarded_cents", models.BigIntegerField(blank=True, null=True)),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="historic_awards",
                        to="grants.funder",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="reports.historicimport",
                    ),
                ),
            ],
            options={
                "verbose_name": "past award",
                "verbose_name_plural": "past awards",
                "ordering": ["batch", "row"],
                "indexes": [
                    models.Index(
                        fields=["-year", "funder", "batch", "row", "id"],
                        name="historic_award_in_order",
                    ),
                    models.Index(
                        fields=["theme", "-year", "funder", "batch", "row", "id"],
                        name="historic_award_by_theme",
                    ),
                    models.Index(fields=["organisation_folded"], name="historic_award_by_name"),
                    models.Index(fields=["organisation_identity"], name="historic_award_by_number"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "row"), name="historic_award_row_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["operational", "project", ""])),
                        name="historic_award_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("recipient_kind", "organisation"),
                                models.Q(("organisation", ""), _negated=True),
                            ),
                            models.Q(
                                ("number", ""),
                                ("organisation", ""),
                                ("organisation_folded", ""),
                                ("organisation_identity", ""),
                                ("organisation_number", ""),
                                ("purpose", ""),
                                ("recipient_kind", "person"),
                            ),
                            _connector="OR",
                        ),
                        name="historic_award_names_no_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("requested_cents__isnull", False),
                            ("awarded_cents__isnull", False),
                            _connector="OR",
                        ),
                        name="historic_award_has_an_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("requested_cents", None),
                                ("requested_cents__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("awarded_cents", None), ("awarded_cents__gte", 0), _connector="OR"
                            ),
                        ),
                        name="historic_award_amounts_not_negative",
                    ),
                ],
            },
        ),
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
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="grants.call",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="awards.decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "ordering": ["call", "kind", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "kind"), name="document_once_per_decision_and_kind"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decision", None)),
                        fields=("call", "kind"),
                        name="document_once_per_call_and_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricSum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("operational", "operation, all year"), ("project", "project")],
                        max_length=11,
                    ),
                ),
                ("theme", models.CharField(blank=True, max_length=200)),
                ("lines", models.PositiveIntegerField()),
                ("requested_cents", models.BigIntegerField()),
                ("awarded_cents", models.BigIntegerField()),
                ("lines_requested", models.PositiveIntegerField()),
                ("lines_awarded", models.PositiveIntegerField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sums",
                        to="reports.historicimport",
                    ),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.funder",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "year", "kind", "theme"), name="historic_sum_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("folded", models.CharField(max_length=500)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="reports.historicimport",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "folded"), name="historic_name_once")
                ],
            },
        ),
    ]
