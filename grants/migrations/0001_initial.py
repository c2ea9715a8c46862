import uuid

import django.db.models.deletion
import i18nfield.fields
from django.conf import settings
from django.db import migrations, models

import grants.models.funder


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("applicants", "0001_initial"),
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Funder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True)),
                (
                    "country",
                    models.CharField(
                        choices=[("SI", "Slovenia"), ("IT", "Italy")],
                        default="SI",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                ("name", i18nfield.fields.I18nCharField(max_length=120, verbose_name="name")),
                (
                    "name_of",
                    i18nfield.fields.I18nCharField(
                        blank=True, default=dict, max_length=120, verbose_name="name, whose"
                    ),
                ),
                (
                    "name_in",
                    i18nfield.fields.I18nCharField(
                        blank=True, default=dict, max_length=120, verbose_name="name, where"
                    ),
                ),
                (
                    "department",
                    i18nfield.fields.I18nCharField(max_length=120, verbose_name="department"),
                ),
                (
                    "issuer",
                    i18nfield.fields.I18nCharField(
                        max_length=120, verbose_name="who issues decisions"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(max_length=40, verbose_name="telephone")),
                ("arms", models.CharField(blank=True, max_length=64, verbose_name="arms")),
                (
                    "case_numbers",
                    models.CharField(blank=True, max_length=24, verbose_name="case numbers"),
                ),
                (
                    "case_first",
                    models.PositiveIntegerField(default=1, verbose_name="first number"),
                ),
                ("fictional", models.BooleanField(default=False, verbose_name="fictional")),
                ("address", i18nfield.fields.I18nTextField(verbose_name="address")),
                ("languages", models.JSONField(default=list, verbose_name="official languages")),
                (
                    "second_person",
                    models.JSONField(
                        blank=True,
                        default=grants.models.funder.steps_for_two,
                        verbose_name="steps that a second person confirms",
                    ),
                ),
            ],
            options={
                "verbose_name": "funder",
                "verbose_name_plural": "funders",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Letterhead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("arms_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letterheads",
                        to="grants.funder",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("arms", models.BinaryField(blank=True)),
                ("words", models.JSONField()),
            ],
            options={
                "verbose_name": "letterhead",
                "verbose_name_plural": "letterheads",
                "ordering": ["funder", "since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Signatory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="signs from")),
                (
                    "until",
                    models.DateField(blank=True, null=True, verbose_name="signs until"),
                ),
                ("appointed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "appointed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatories",
                        to="grants.funder",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("title", i18nfield.fields.I18nCharField(max_length=120, verbose_name="function")),
            ],
            options={
                "verbose_name": "signatory",
                "verbose_name_plural": "signatories",
                "ordering": ["funder", "-since", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("funder", "user", "since"),
                        name="signatory_term_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="signatory_term_does_not_end_before_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="signatory_ended_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                (
                    "prefix",
                    models.CharField(
                        max_length=8, unique=True, verbose_name="prefix of application numbers"
                    ),
                ),
                (
                    "file_number",
                    models.CharField(blank=True, max_length=40, verbose_name="file number"),
                ),
                ("state", models.CharField(default="draft", max_length=14)),
                ("content_version", models.PositiveIntegerField(default=1)),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                (
                    "deadline_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="deadline"),
                ),
                (
                    "opening_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="opening session"),
                ),
                (
                    "results_by",
                    models.DateTimeField(blank=True, null=True, verbose_name="results by"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published"),
                ),
                (
                    "results_published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="results published"),
                ),
                ("draw_seed", models.CharField(blank=True, max_length=64)),
                ("last_number", models.PositiveIntegerField(default=0)),
                (
                    "signatory",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="grants.funder",
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                ("checked", models.JSONField(default=dict, editable=False)),
            ],
            options={
                "verbose_name": "call",
                "verbose_name_plural": "calls",
                "ordering": ["-published_at", "-pk"],
                "indexes": [models.Index(fields=["state", "deadline_at"], name="call_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "published",
                                    "opened",
                                    "checking",
                                    "scoring",
                                    "proposed",
                                    "approved",
                                    "decided",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="call_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["cancelled", "draft"]),
                            models.Q(
                                ("deadline_at__isnull", False),
                                ("opening_at__isnull", False),
                                ("opens_at__isnull", False),
                                ("published_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="call_published_has_its_dates",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_at", None),
                            ("deadline_at", None),
                            ("deadline_at__gt", models.F("opens_at")),
                            _connector="OR",
                        ),
                        name="call_deadline_after_opens",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[("operational", "operation, all year"), ("project", "project")],
                        max_length=11,
                    ),
                ),
                ("budget_cents", models.BigIntegerField()),
                ("position", models.PositiveSmallIntegerField()),
                ("is_leaf", models.BooleanField(default=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lots",
                        to="grants.call",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="grants.lot",
                    ),
                ),
                ("title", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "lot",
                "verbose_name_plural": "lots",
                "ordering": ["call", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("call", "code"), name="lot_code_once_per_call"),
                    models.CheckConstraint(
                        condition=models.Q(("budget_cents__gte", 0)), name="lot_budget_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["operational", "project"])),
                        name="lot_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="number")),
                ("state", models.CharField(default="draft", max_length=14)),
                (
                    "channel",
                    models.CharField(
                        choices=[("online", "online"), ("paper", "on paper")],
                        default="online",
                        max_length=6,
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("draft_version", models.PositiveIntegerField(default=1)),
                ("nonce", models.CharField(blank=True, default="", max_length=64)),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="title of the project or programme"
                    ),
                ),
                (
                    "applicant_folded",
                    models.CharField(blank=True, default="", max_length=500),
                ),
                (
                    "title_folded",
                    models.CharField(blank=True, default="", max_length=500),
                ),
                ("requested_cents", models.BigIntegerField(blank=True, null=True)),
                ("eligible_cents", models.BigIntegerField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="applicants.organisation",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="grants.call",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="grants.lot",
                    ),
                ),
                (
                    "applicant",
                    models.JSONField(blank=True, null=True, verbose_name="applicant as submitted"),
                ),
                ("offices", models.TextField(blank=True, default="")),
                ("answers", models.JSONField(blank=True, null=True)),
                ("wrapped_key", models.BinaryField()),
                ("sealed", models.BinaryField()),
            ],
            options={
                "verbose_name": "application",
                "verbose_name_plural": "applications",
                "ordering": ["call", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "withdrawn",
                                    "received",
                                    "complete",
                                    "dismissed",
                                    "scored",
                                    "proposed",
                                    "granted",
                                    "partly_granted",
                                    "refused",
                                ],
                            )
                        ),
                        name="application_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("requested_cents", None), ("requested_cents__gt", 0), _connector="OR"
                        ),
                        name="application_requested_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "withdrawn"]),
                            ("answers__isnull", False),
                            _connector="OR",
                        ),
                        name="application_opened_is_readable",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft"]),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="application_submitted_has_its_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed_file", models.FileField(upload_to="sealed/%Y/")),
                ("sealed_size", models.PositiveIntegerField(default=0)),
                ("sealed_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "field",
                    models.CharField(blank=True, max_length=40, verbose_name="field of the form"),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("content_type", models.CharField(blank=True, max_length=100)),
                ("size", models.PositiveIntegerField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("file", models.FileField(blank=True, upload_to="applications/%Y/")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="grants.application",
                    ),
                ),
                ("sealed_meta", models.BinaryField()),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["application", "added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RecognisedFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("recognised_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recognised_facts",
                        to="grants.application",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "recognised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("declared", models.JSONField(null=True)),
                ("recognised", models.JSONField(null=True)),
                ("reason", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "recognised fact",
                "verbose_name_plural": "recognised facts",
                "ordering": ["application", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "code"), name="recognised_fact_once_per_code"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("first_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sealed_reads",
                        to="grants.application",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of a sealed application",
                "verbose_name_plural": "readings of sealed applications",
                "ordering": ["application", "first_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "user", "day"), name="sealed_read_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StateChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=30)),
                ("source", models.CharField(max_length=14)),
                ("target", models.CharField(max_length=14)),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="state_changes",
                        to="grants.application",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="state_changes",
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
                ("reason", models.TextField(blank=True)),
                ("reason_texts", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "change of state",
                "verbose_name_plural": "changes of state",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["call", "application"], name="state_change_by_object")
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField()),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="hash of answers and attachments"),
                ),
                ("draft_version", models.PositiveIntegerField()),
                ("submitted_at", models.DateTimeField()),
                ("mail_due_at", models.DateTimeField(editable=False, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="grants.application",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("receipt", models.JSONField()),
            ],
            options={
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
                "ordering": ["application", "-sequence"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("mail_due_at__isnull", False)),
                        fields=["mail_due_at"],
                        name="submission_by_mail_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "sequence"), name="submission_sequence_once"
                    ),
                    models.UniqueConstraint(
                        fields=("application", "draft_version"),
                        name="submission_once_per_draft_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("sha256", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
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
                ("canonical", models.TextField(verbose_name="canonical JSON")),
                (
                    "reason",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="reason of the corrigendum"
                    ),
                ),
            ],
            options={
                "verbose_name": "frozen call",
                "verbose_name_plural": "frozen calls",
                "ordering": ["call", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "number"), name="call_version_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CompletenessCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("complete", "complete"), ("dismiss", "to be dismissed")],
                        max_length=8,
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completeness_check",
                        to="grants.application",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
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
                ("findings", models.JSONField(default=list)),
                (
                    "article",
                    models.JSONField(blank=True, default=dict, verbose_name="article of the rules"),
                ),
                ("fact", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "completeness check",
                "verbose_name_plural": "completeness checks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "dismiss"), _negated=True),
                            models.Q(("article", {}), _negated=True),
                            _connector="OR",
                        ),
                        name="completeness_check_dismissal_names_its_article",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CallQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("language", models.CharField(max_length=5)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "address",
                    models.EmailField(
                        blank=True,
                        default="",
                        max_length=254,
                        verbose_name="e-mail address for the answer",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not answered"),
                            ("answered", "answered"),
                            ("declined", "declined"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
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
                    "closing_entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
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
                ("text", models.TextField(verbose_name="question")),
                ("declined_because", models.TextField(blank=True, default="")),
                (
                    "wording",
                    models.JSONField(blank=True, default=dict, verbose_name="published question"),
                ),
                ("answer", models.JSONField(blank=True, default=dict, verbose_name="answer")),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["call", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "number"), name="question_number_once_per_call"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="question_has_a_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))),
                        name="question_due_after_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closing_entry", None), ("outcome", "")),
                            models.Q(
                                ("address", ""),
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("closing_entry__isnull", False),
                                ("outcome__in", ["answered", "declined"]),
                            ),
                            _connector="OR",
                        ),
                        name="question_closed_as_a_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "declined"), _negated=True),
                            models.Q(("declined_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="question_declined_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PendingStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("step", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "waits for a second person"),
                            ("confirmed", "confirmed"),
                            ("declined", "not confirmed"),
                            ("taken_back", "taken back"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pending_steps",
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
                    "closing_entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
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
                ("closed_because", models.TextField(blank=True, default="")),
                ("about", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "step that waits for a second person",
                "verbose_name_plural": "steps that wait for a second person",
                "ordering": ["call", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "number"), name="pending_step_number_once_per_call"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("call", "step"),
                        name="pending_step_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closing_entry", None), ("outcome", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("closing_entry__isnull", False),
                                ("outcome__in", ["confirmed", "taken_back", "declined"]),
                            ),
                            _connector="OR",
                        ),
                        name="pending_step_closed_as_a_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "confirmed"), _negated=True),
                            models.Q(("closed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="pending_step_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ["declined"]), _negated=True),
                            models.Q(("closed_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="pending_step_declined_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
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
                            ("supplement", "call to supplement"),
                            ("hearing", "right to be heard"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("days", models.PositiveSmallIntegerField()),
                ("by_post", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("delivered_at", models.DateTimeField(null=True)),
                ("announced_on", models.DateField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not answered"),
                            ("answered", "answered"),
                            ("taken_back", "taken back"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="grants.application",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delivered_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "due_entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
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
                    "closing_entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
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
                ("closed_because", models.TextField(blank=True, default="")),
            ],
            options={
                "verbose_name": "request",
                "verbose_name_plural": "requests",
                "ordering": ["application", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "number"), name="request_number_once_per_application"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["supplement", "hearing"])),
                        name="request_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))),
                        name="request_due_after_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("delivered_at", None), ("delivered_to", None)),
                            models.Q(
                                ("by_post", False),
                                ("delivered_at__isnull", False),
                                ("delivered_to__isnull", False),
                            ),
                            models.Q(
                                ("by_post", True),
                                ("delivered_at__isnull", False),
                                ("delivered_to", None),
                            ),
                            _connector="OR",
                        ),
                        name="request_delivered_to_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("announced_on", None),
                            models.Q(
                                ("announced_on__isnull", False),
                                ("by_post", True),
                                ("due_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="request_announced_of_what_is_on_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_at__isnull", False),
                            models.Q(("by_post", True), ("delivered_at", None)),
                            _connector="OR",
                        ),
                        name="request_due_unless_on_its_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closing_entry", None), ("outcome", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("closing_entry__isnull", False),
                                ("outcome__in", ["answered", "taken_back"]),
                            ),
                            _connector="OR",
                        ),
                        name="request_closed_as_a_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "taken_back"), _negated=True),
                            models.Q(("closed_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="request_taken_back_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestedThing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("field", models.CharField(max_length=40)),
                ("is_answered", models.BooleanField(default=False)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="things",
                        to="grants.request",
                    ),
                ),
                ("reason", models.JSONField(default=dict, verbose_name="reason")),
                ("article", models.JSONField(default=dict, verbose_name="article of the rules")),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("recognised", models.JSONField(null=True)),
                ("effect", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "thing asked for",
                "verbose_name_plural": "things asked for",
                "ordering": ["request", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "field"), name="requested_thing_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WeighedAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weighed_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "thing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighed",
                        to="grants.requestedthing",
                    ),
                ),
                (
                    "weighed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kept", models.JSONField(null=True)),
                (
                    "sentence",
                    models.JSONField(default=dict, verbose_name="weighing of the answer"),
                ),
            ],
            options={
                "verbose_name": "weighed answer",
                "verbose_name_plural": "weighed answers",
                "ordering": ["thing"],
            },
        ),
        migrations.CreateModel(
            name="PaperFiling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("post", "by registered post"),
                            ("registry", "at the registry office"),
                        ],
                        max_length=8,
                    ),
                ),
                ("registry_number", models.CharField(max_length=40)),
                ("is_late", models.BooleanField()),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper",
                        to="grants.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "application on paper",
                "verbose_name_plural": "applications on paper",
                "ordering": ["application"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["post", "registry"])),
                        name="paper_filing_way_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("registry_number", ""), _negated=True),
                        name="paper_filing_has_its_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transcription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("typed_at", models.DateTimeField()),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transcription",
                        to="grants.application",
                    ),
                ),
                (
                    "typed_by",
                    models.ForeignKey(
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
                ("answers", models.JSONField(default=dict)),
                ("eligibility", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "transcription",
                "verbose_name_plural": "transcriptions",
            },
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["call", "state", "lot"], name="application_by_state"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["organisation", "call"], name="application_by_organisation"),
        ),
        migrations.CreateModel(
            name="PaperAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filed_on", models.DateField()),
                ("registry_number", models.CharField(max_length=40)),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="on_paper",
                        to="grants.request",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.attachment",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer on paper",
                "verbose_name_plural": "answers on paper",
                "ordering": ["request"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("registry_number", ""), _negated=True),
                        name="paper_answer_has_its_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("corrected_at", models.DateTimeField()),
                (
                    "corrected_by",
                    models.ForeignKey(
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="grants.callquestion",
                    ),
                ),
                ("answer", models.JSONField(default=dict, verbose_name="answer")),
            ],
            options={
                "verbose_name": "corrected answer",
                "verbose_name_plural": "corrected answers",
                "ordering": ["question", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "number"), name="answer_correction_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gt", 0)), name="answer_correction_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(max_length=5)),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="grants.call",
                    ),
                ),
            ],
            options={
                "verbose_name": "subscription to a call",
                "verbose_name_plural": "subscriptions to calls",
                "ordering": ["call", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "address"), name="subscription_once_per_call"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LateAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("filed_on", models.DateField()),
                ("registry_number", models.CharField(max_length=40)),
                ("scan", models.FileField(upload_to="late/%Y/")),
                ("scan_name", models.CharField(max_length=200)),
                ("scan_sha256", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="late_answers",
                        to="grants.request",
                    ),
                ),
            ],
            options={
                "verbose_name": "late answer on paper",
                "verbose_name_plural": "late answers on paper",
                "ordering": ["request", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "number"), name="late_answer_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("registry_number", ""), _negated=True),
                        name="late_answer_has_its_number",
                    ),
                ],
            },
        ),
    ]
