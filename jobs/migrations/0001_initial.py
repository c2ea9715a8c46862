import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=50, verbose_name="kind")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("partly", "done in part"),
                            ("failed", "failed"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "call_id",
                    models.BigIntegerField(
                        blank=True, db_index=True, null=True, verbose_name="call"
                    ),
                ),
                ("funder_id", models.BigIntegerField(blank=True, null=True, verbose_name="funder")),
                ("once_key", models.CharField(blank=True, editable=False, max_length=100)),
                ("total", models.PositiveIntegerField(default=0, verbose_name="items")),
                ("progress", models.PositiveIntegerField(default=0, verbose_name="items finished")),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="items failed")),
                ("error_code", models.CharField(blank=True, max_length=100, verbose_name="error")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="started"
                    ),
                ),
                (
                    "finished_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="finished"
                    ),
                ),
                (
                    "waits_since",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
                (
                    "parameters",
                    models.JSONField(blank=True, default=dict, verbose_name="parameters"),
                ),
                ("result", models.JSONField(blank=True, default=dict, verbose_name="result")),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("queued", "running")),
                            models.Q(("once_key", ""), _negated=True),
                        ),
                        fields=("kind", "once_key"),
                        name="job_once_while_unfinished",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("progress__lte", models.F("total"))),
                        name="job_progress_within_total",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("failures__lte", models.F("progress"))),
                        name="job_failures_within_progress",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("state__in", ("queued", "running"))),
                            models.Q(
                                models.Q(("state__in", ("queued", "running")), _negated=True),
                                ("finished_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="job_finished_has_its_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("key", models.CharField(max_length=100, verbose_name="item")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("done", "done"), ("failed", "failed")],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("error_code", models.CharField(blank=True, max_length=100, verbose_name="error")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                ),
                ("worker", models.CharField(blank=True, editable=False, max_length=120)),
                ("leased_until", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="jobs.job",
                        verbose_name="job",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of a job",
                "verbose_name_plural": "items of a job",
                "ordering": ["job", "position"],
                "indexes": [
                    models.Index(fields=["job", "state", "position"], name="job_item_next")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("job", "key"), name="job_item_once_per_job")
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="kind")),
                ("about", models.BigIntegerField()),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("promised_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("fault", models.CharField(blank=True, max_length=60)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                ("call_id", models.BigIntegerField(blank=True, db_index=True, null=True)),
                ("funder_id", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["due_at", "pk"],
                "indexes": [models.Index(fields=["due_at", "id"], name="letter_by_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "about", "address"), name="letter_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SentLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="kind")),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("subject", models.CharField(max_length=400)),
                ("promised_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField()),
                ("call_id", models.BigIntegerField()),
                ("funder_id", models.BigIntegerField()),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "sent letter",
                "verbose_name_plural": "sent letters",
                "ordering": ["-sent_at", "-pk"],
                "indexes": [models.Index(fields=["call_id", "-sent_at"], name="sent_of_call")],
            },
        ),
    ]
