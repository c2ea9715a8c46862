import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                (
                    "seq",
                    models.BigIntegerField(
                        editable=False,
                        primary_key=True,
                        serialize=False,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="number",
                    ),
                ),
                ("t", models.DateTimeField(editable=False, verbose_name="time")),
                ("type", models.CharField(editable=False, max_length=40, verbose_name="act")),
                (
                    "call_code",
                    models.CharField(
                        blank=True, editable=False, max_length=100, verbose_name="call"
                    ),
                ),
                ("leaf_hash", models.CharField(editable=False, max_length=64, verbose_name="hash")),
                ("canonical", models.TextField(editable=False, verbose_name="entry")),
            ],
            options={
                "verbose_name": "ledger entry",
                "verbose_name_plural": "ledger entries",
                "ordering": ["seq"],
                "indexes": [
                    models.Index(fields=["call_code", "seq"], name="ledger_entry_by_call"),
                    models.Index(fields=["type", "seq"], name="ledger_entry_by_type"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seq__gte", 1)), name="ledger_entry_from_one"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerHead",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("size", models.BigIntegerField(default=0, editable=False, verbose_name="entries")),
                (
                    "last_t",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="time of the last entry"
                    ),
                ),
                ("tip", models.TextField(blank=True, default="", editable=False)),
            ],
            options={
                "verbose_name": "end of the ledger",
                "verbose_name_plural": "end of the ledger",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="ledger_head_only_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 0)), name="ledger_head_size"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MerkleNode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(editable=False, verbose_name="level")),
                ("index", models.BigIntegerField(editable=False, verbose_name="place")),
                ("hash", models.CharField(editable=False, max_length=64, verbose_name="hash")),
            ],
            options={
                "verbose_name": "node of the tree",
                "verbose_name_plural": "nodes of the tree",
                "constraints": [
                    models.UniqueConstraint(fields=("level", "index"), name="merkle_node_once"),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1)), name="merkle_node_level"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("index__gte", 0)), name="merkle_node_place"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.BigIntegerField(editable=False, verbose_name="entries")),
                (
                    "key",
                    models.CharField(editable=False, max_length=400, verbose_name="public key"),
                ),
                ("issued_at", models.DateTimeField(editable=False, verbose_name="issued")),
                ("note", models.TextField(editable=False, verbose_name="signed text")),
            ],
            options={
                "verbose_name": "checkpoint",
                "verbose_name_plural": "checkpoints",
                "ordering": ["size"],
                "constraints": [
                    models.UniqueConstraint(fields=("size",), name="checkpoint_once_per_size"),
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 1)), name="checkpoint_size"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerPayload",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="payload",
                        serialize=False,
                        to="audit.ledgerentry",
                    ),
                ),
                ("salt", models.CharField(editable=False, max_length=64, verbose_name="salt")),
                ("text", models.TextField(editable=False, verbose_name="payload")),
            ],
            options={
                "verbose_name": "payload of an entry",
                "verbose_name_plural": "payloads of entries",
            },
        ),
    ]
