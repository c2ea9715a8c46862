import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("audit", "0001_initial"),
        ("grants", "0001_initial"),
        ("scoring", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for the approval"),
                            ("approved", "approved"),
                            ("returned", "returned"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "allocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="scoring.allocationrun",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="grants.call",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason of the return")),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["call", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("call", "number"), name="proposal_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("call",),
                        name="proposal_one_waiting_per_call",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_returned_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=150, verbose_name="name and surname")),
                ("decisions", models.PositiveIntegerField()),
                ("signed_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="grants.call",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="grants.signatory",
                    ),
                ),
                ("title", models.JSONField()),
            ],
            options={
                "verbose_name": "signature under decisions",
                "verbose_name_plural": "signatures under decisions",
                "ordering": ["call", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "number"), name="decision_signature_number_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                            ("granted", "granted"),
                            ("partly_granted", "partly granted"),
                            ("refused", "refused"),
                            ("dismissed", "dismissed"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "number",
                    models.CharField(max_length=40, unique=True, verbose_name="file number"),
                ),
                ("requested_cents", models.BigIntegerField()),
                ("amount_cents", models.BigIntegerField()),
                ("prepared_at", models.DateTimeField()),
                ("issued_at", models.DateTimeField(blank=True, null=True)),
                ("document_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="grants.application",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="grants.call",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prepared_entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="awards.decision",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="awards.proposal",
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed",
                        to="awards.decisionsignature",
                    ),
                ),
                ("letters", models.TextField(blank=True)),
                ("content", models.JSONField()),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["call", "application__number"],
                "indexes": [
                    models.Index(fields=["call", "kind"], name="decision_by_kind"),
                    models.Index(
                        condition=models.Q(("supersedes__isnull", False)),
                        fields=["call", "issued_at", "supersedes"],
                        name="decision_superseding",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes", None)),
                        fields=("application",),
                        name="decision_first_once_per_application",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_cents__gte", 0),
                            ("amount_cents__lte", models.F("requested_cents")),
                        ),
                        name="decision_amount_within_the_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount_cents__gt", 0), ("kind__in", ["granted", "partly_granted"])
                            ),
                            models.Q(("amount_cents", 0), ("kind__in", ["refused", "dismissed"])),
                            _connector="OR",
                        ),
                        name="decision_kind_fits_its_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_at", None),
                            models.Q(
                                ("entry__isnull", False),
                                ("signature__isnull", False),
                                models.Q(("document_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_issued_has_signature_document_and_entry",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintedLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("letter", models.FileField(upload_to="letters/%Y/")),
                ("sha256", models.CharField(max_length=64)),
                ("printed_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "printed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed_letters",
                        to="grants.application",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed",
                        to="grants.request",
                    ),
                ),
                (
                    "ruling",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed",
                        to="scoring.memberruling",
                    ),
                ),
            ],
            options={
                "verbose_name": "printed letter",
                "verbose_name_plural": "printed letters",
                "ordering": ["application", "request", "ruling", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("request__isnull", False)),
                        fields=("request", "number"),
                        name="printed_letter_number_once_per_request",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ruling__isnull", False)),
                        fields=("ruling", "number"),
                        name="printed_letter_number_once_per_ruling",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("request__isnull", False), ("ruling", None)),
                            models.Q(("request", None), ("ruling__isnull", False)),
                            _connector="OR",
                        ),
                        name="printed_letter_of_a_request_or_a_ruling",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mailing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("posted_on", models.DateField()),
                ("item_number", models.CharField(blank=True, default="", max_length=40)),
                ("letter_sha256", models.CharField(max_length=64)),
                ("posted_at", models.DateTimeField()),
                (
                    "slip_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("handed_over", "handed over"),
                            ("not_collected", "notice left, not collected within 15 days"),
                            ("refused", "acceptance refused"),
                            ("returned", "returned undelivered, because the address is not right"),
                        ],
                        default="",
                        max_length=13,
                    ),
                ),
                ("slip_on", models.DateField(null=True)),
                ("served_on", models.DateField(null=True)),
                ("slip", models.FileField(blank=True, upload_to="slips/%Y/")),
                ("slip_name", models.CharField(blank=True, default="", max_length=200)),
                ("slip_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("slip_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mailings",
                        to="grants.application",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mailings",
                        to="awards.decision",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mailings",
                        to="grants.request",
                    ),
                ),
                (
                    "printed",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mailings",
                        to="awards.printedletter",
                    ),
                ),
                (
                    "slip_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "slip_entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter by post",
                "verbose_name_plural": "letters by post",
                "ordering": ["application", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "number"), name="mailing_number_once_per_application"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", None), ("printed__isnull", False)),
                            models.Q(
                                ("decision__isnull", False), ("printed", None), ("request", None)
                            ),
                            _connector="OR",
                        ),
                        name="mailing_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("served_on", None),
                                ("slip_entry", None),
                                ("slip_kind", ""),
                                ("slip_on", None),
                            ),
                            models.Q(
                                ("served_on", None),
                                ("slip_entry__isnull", False),
                                ("slip_kind", "returned"),
                                ("slip_on__gte", models.F("posted_on")),
                            ),
                            models.Q(
                                ("served_on__gte", models.F("slip_on")),
                                ("slip_entry__isnull", False),
                                ("slip_kind__in", ["handed_over", "not_collected", "refused"]),
                                ("slip_on__gte", models.F("posted_on")),
                            ),
                            _connector="OR",
                        ),
                        name="mailing_slip_as_a_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("published_on", models.DateField()),
                ("served_on", models.DateField()),
                ("published_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "mailing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice",
                        to="awards.mailing",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "public notice",
                "verbose_name_plural": "public notices",
                "ordering": ["published_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("served_on__gt", models.F("published_on"))),
                        name="public_notice_served_after_its_publication",
                    )
                ],
            },
        ),
    ]
