import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0001_call"),
        ("scoring", "0001_committee"),
    ]

    operations = [
        migrations.AddField(
            model_name="allocationrun",
            name="summary",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="rankingrun",
            name="summary",
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name="RankedApplication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lot", models.CharField(max_length=20)),
                ("position", models.PositiveIntegerField()),
                ("place", models.PositiveIntegerField(null=True)),
                ("outcome", models.CharField(max_length=15)),
                ("total", models.CharField(blank=True, max_length=80)),
                ("values", models.JSONField(default=dict)),
                ("row", models.TextField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rankings",
                        to="grants.application",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="scoring.rankingrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "application in a ranking",
                "verbose_name_plural": "applications in rankings",
                "ordering": ["run", "lot", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "lot", "position"), name="ranked_application_position_once"
                    ),
                    models.UniqueConstraint(
                        fields=("run", "application"), name="ranked_application_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllocatedAmount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("outcome", models.CharField(max_length=15)),
                ("amount_cents", models.BigIntegerField()),
                ("cap_cents", models.BigIntegerField(null=True)),
                ("reserve_place", models.PositiveIntegerField(null=True)),
                ("steps", models.TextField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
                        to="scoring.allocationrun",
                    ),
                ),
                (
                    "ranked",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocated",
                        to="scoring.rankedapplication",
                    ),
                ),
            ],
            options={
                "verbose_name": "amount of an application",
                "verbose_name_plural": "amounts of applications",
                "ordering": ["run", "ranked"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gte", 0)),
                        name="allocated_amount_not_negative",
                    ),
                ],
            },
        ),
    ]
