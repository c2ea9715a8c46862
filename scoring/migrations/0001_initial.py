import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("audit", "0001_initial"),
        ("grants", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AllocationRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("result_sha256", models.CharField(max_length=64)),
                ("engine", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "allocation",
                "verbose_name_plural": "allocations",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Committee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "appointment",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="decision of appointment"
                    ),
                ),
                (
                    "decided_on",
                    models.DateField(blank=True, null=True, verbose_name="day of the decision"),
                ),
                ("appointed_at", models.DateTimeField(verbose_name="appointed")),
                (
                    "revealed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="scores revealed"),
                ),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee",
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
            ],
            options={
                "verbose_name": "committee",
                "verbose_name_plural": "committees",
            },
        ),
        migrations.CreateModel(
            name="CommitteeMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "chair of the committee"),
                            ("secretary", "secretary of the committee"),
                            ("member", "member of the committee"),
                            ("substitute", "substitute member"),
                        ],
                        max_length=10,
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                (
                    "declared_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="conflicts declared"),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="scoring.committee",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee_seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("former_role", models.CharField(blank=True, max_length=10)),
                (
                    "took_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="took the seat"),
                ),
                (
                    "took_on",
                    models.DateField(blank=True, null=True, verbose_name="day of the decision"),
                ),
                (
                    "took_decision",
                    models.CharField(blank=True, max_length=120, verbose_name="decision"),
                ),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left")),
                (
                    "left_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dismissed", "dismissed"),
                            ("replaced", "replaced"),
                            ("excused", "excused"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "left_on",
                    models.DateField(blank=True, null=True, verbose_name="day of the decision"),
                ),
                (
                    "left_decision",
                    models.CharField(blank=True, max_length=120, verbose_name="decision"),
                ),
                (
                    "in_place_of",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="scoring.committeemember",
                    ),
                ),
                (
                    "took_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "left_entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "other_memberships",
                    models.TextField(blank=True, verbose_name="memberships in organisations"),
                ),
                ("left_reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "verbose_name": "member of a committee",
                "verbose_name_plural": "members of committees",
                "ordering": ["committee", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("committee", "user"), name="committee_member_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "chair"), ("left_at", None)),
                        fields=("committee",),
                        name="committee_one_chair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role__in", ["chair", "secretary", "member", "substitute"])
                        ),
                        name="committee_member_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("left_at", None),
                                ("left_by", None),
                                ("left_decision", ""),
                                ("left_entry", None),
                                ("left_on", None),
                                ("left_why", ""),
                                ("left_reason", ""),
                            ),
                            models.Q(
                                ("left_at__isnull", False),
                                ("left_by__isnull", False),
                                ("left_entry__isnull", False),
                                ("left_on__isnull", False),
                                ("left_why__in", ["dismissed", "replaced", "excused"]),
                                models.Q(("left_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="committee_member_left_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_why__in", ["", "excused"]),
                            models.Q(("left_decision", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="committee_member_left_by_a_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("former_role", ""),
                                ("in_place_of", None),
                                ("took_at", None),
                                ("took_by", None),
                                ("took_decision", ""),
                                ("took_on", None),
                            ),
                            models.Q(
                                ("in_place_of__isnull", False),
                                ("took_at__isnull", False),
                                ("took_by__isnull", False),
                                ("took_on__isnull", False),
                                models.Q(("took_decision", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="committee_member_took_by_a_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("former_role__in", ["", "chair", "secretary", "member", "substitute"])
                        ),
                        name="committee_member_former_role_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConflictDeclaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("in_conflict", models.BooleanField(verbose_name="in conflict")),
                ("declared_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflict_declarations",
                        to="grants.application",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "excluded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="explanation")),
                ("matches", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "declaration on conflicts of interest",
                "verbose_name_plural": "declarations on conflicts of interest",
                "ordering": ["application", "user"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "application"), name="conflict_declaration_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("excluded_by", None),
                            models.Q(
                                ("in_conflict", True), models.Q(("reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="conflict_declaration_excluded_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CriterionReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.CharField(max_length=40)),
                ("written_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criterion_reasons",
                        to="grants.application",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "reason for points",
                "verbose_name_plural": "reasons for points",
                "ordering": ["application", "criterion"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "criterion"),
                        name="criterion_reason_once_per_criterion",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                (
                    "first_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="first confirmation"),
                ),
                (
                    "second_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="second confirmation"),
                ),
                (
                    "public_present",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="persons from the public"
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opening_session",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "first_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("present", models.JSONField(default=list, verbose_name="present")),
                ("remarks", models.TextField(blank=True, verbose_name="remarks of those present")),
                ("opened", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "opening session",
                "verbose_name_plural": "opening sessions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_by", None),
                            ("second_by", None),
                            models.Q(("first_by", models.F("second_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="opening_session_two_different_persons",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RankingRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[("binding", "binding"), ("replay", "replay")],
                        default="binding",
                        max_length=7,
                    ),
                ),
                ("evaluation_sha256", models.CharField(max_length=64)),
                ("result_sha256", models.CharField(max_length=64)),
                ("engine", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField()),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ranking_runs",
                        to="grants.call",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replays",
                        to="scoring.allocationrun",
                    ),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.callversion",
                    ),
                ),
                ("summary", models.JSONField(default=dict)),
                ("evaluation", models.TextField()),
                ("result", models.TextField()),
            ],
            options={
                "verbose_name": "ranking",
                "verbose_name_plural": "rankings",
                "ordering": ["call", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "number"), name="ranking_run_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects", None), ("purpose", "binding")),
                            models.Q(("corrects__isnull", False), ("purpose", "replay")),
                            _connector="OR",
                        ),
                        name="ranking_run_replay_corrects_another",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="allocationrun",
            name="ranking",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allocation",
                to="scoring.rankingrun",
            ),
        ),
        # Large texts stand last in their rows: what stands behind 20 MB costs the way through them.
        migrations.AddField(
            model_name="allocationrun",
            name="summary",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="allocationrun",
            name="result",
            field=models.TextField(),
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
                ("values", models.JSONField(default=dict)),
                ("row", models.TextField()),
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
                ("steps", models.TextField()),
            ],
            options={
                "verbose_name": "amount of an application",
                "verbose_name_plural": "amounts of applications",
                "ordering": ["run", "ranked"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gte", 0)),
                        name="allocated_amount_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reopening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("sheet", "score sheet"),
                            ("meeting", "agreed values and reasons"),
                            ("facts", "recognised facts"),
                        ],
                        max_length=7,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopenings",
                        to="grants.application",
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
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.committeemember",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.TextField()),
                ("before", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "opening again",
                "verbose_name_plural": "openings again",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("part", "sheet")),
                        fields=("entry", "member"),
                        name="reopening_sheet_once_in_an_entry",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("part", "sheet"), _negated=True),
                        fields=("entry", "part"),
                        name="reopening_part_once_in_an_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("member__isnull", False), ("part", "sheet")),
                            models.Q(models.Q(("part", "sheet"), _negated=True), ("member", None)),
                            _connector="OR",
                        ),
                        name="reopening_of_a_sheet_names_its_member",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="reopening_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("saved_at", models.DateTimeField()),
                ("locked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="score_sheets",
                        to="grants.application",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="score_sheets",
                        to="scoring.committeemember",
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "score sheet",
                "verbose_name_plural": "score sheets",
                "ordering": ["application", "member"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "application"), name="score_sheet_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry", None), ("locked_at", None)),
                            models.Q(("entry__isnull", False), ("locked_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="score_sheet_locked_is_in_the_ledger",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("saved_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="grants.application",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="scoring.committeemember",
                    ),
                ),
                ("text", models.TextField()),
            ],
            options={
                "verbose_name": "private note",
                "verbose_name_plural": "private notes",
                "ordering": ["application", "member"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "application"), name="member_note_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="member_note_has_a_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReasonPhrase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reason_phrases",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.TextField()),
            ],
            options={
                "verbose_name": "phrase",
                "verbose_name_plural": "phrases",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "text"), name="reason_phrase_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="reason_phrase_has_a_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreedScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("criterion", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=40)),
                ("set_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed_scores",
                        to="grants.application",
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
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "agreed score",
                "verbose_name_plural": "agreed scores",
                "ordering": ["application", "criterion"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "criterion"), name="agreed_score_once_per_criterion"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessedCriterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=30)),
                ("position", models.PositiveSmallIntegerField()),
                ("criterion", models.CharField(max_length=40)),
                ("spread", models.PositiveBigIntegerField()),
                ("needs_agreement", models.BooleanField()),
                ("common_value", models.CharField(blank=True, max_length=40)),
                ("needs_reason", models.BooleanField()),
                ("written", models.CharField(blank=True, max_length=80)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessed_criteria",
                        to="grants.application",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.call",
                    ),
                ),
            ],
            options={
                "verbose_name": "assessed criterion",
                "verbose_name_plural": "assessed criteria",
                "ordering": ["call", "-spread", "number", "position"],
                "indexes": [
                    models.Index(
                        fields=["call", "-spread", "number", "position"],
                        name="assessed_widest_first",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "criterion"), name="assessed_criterion_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="conflictdeclaration",
            index=models.Index(
                condition=models.Q(("in_conflict", True)),
                fields=["user", "application"],
                name="conflict_declared",
            ),
        ),
        migrations.AddIndex(
            model_name="scoresheet",
            index=models.Index(
                condition=models.Q(("locked_at__isnull", False)),
                fields=["application", "member"],
                name="score_sheet_locked",
            ),
        ),
        migrations.CreateModel(
            name="MemberObjection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not decided yet"),
                            ("upheld", "upheld"),
                            ("rejected", "rejected"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member_objections",
                        to="grants.application",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision_entry",
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
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="scoring.committeemember",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "decision_reason",
                    models.TextField(blank=True, default="", verbose_name="reason of the decision"),
                ),
            ],
            options={
                "verbose_name": "objection to a member",
                "verbose_name_plural": "objections to members",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "")),
                        fields=["member", "application"],
                        name="member_objection_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "member"), name="member_objection_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="member_objection_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", None),
                                ("decision_entry", None),
                                ("decision_reason", ""),
                                ("outcome", ""),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("decision_entry__isnull", False),
                                ("outcome__in", ["upheld", "rejected"]),
                                models.Q(("decision_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="member_objection_decided_as_a_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessorDraw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seed", models.CharField(max_length=64)),
                ("drawn_at", models.DateTimeField()),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessor_draw",
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
                ("seats", models.JSONField(default=list)),
                ("draw", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "draw of the assessors",
                "verbose_name_plural": "draws of the assessors",
            },
        ),
        migrations.CreateModel(
            name="CommitteeMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("minutes_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="grants.call",
                    ),
                ),
                (
                    "end_entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
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
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("remarks", models.TextField(blank=True, verbose_name="remarks of those present")),
                ("attendance", models.JSONField(default=list)),
                ("minutes", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "meeting of a committee",
                "verbose_name_plural": "meetings of committees",
                "ordering": ["call", "number"],
            },
        ),
        migrations.CreateModel(
            name="MeetingVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("criterion", models.CharField(blank=True, max_length=40)),
                ("value", models.CharField(blank=True, max_length=40)),
                ("is_adopted", models.BooleanField()),
                ("taken_at", models.DateTimeField()),
                (
                    "allocation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="scoring.allocationrun",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_votes",
                        to="grants.application",
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="scoring.committeemeeting",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ballots", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "vote of a committee",
                "verbose_name_plural": "votes of committees",
                "ordering": ["meeting", "number"],
            },
        ),
        migrations.CreateModel(
            name="MinutesSignature",
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
                            ("signed", "signed off"),
                            ("refused", "refused to sign off"),
                            ("missing", "could not sign off"),
                        ],
                        max_length=10,
                    ),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audit.ledgerentry",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="scoring.committeemeeting",
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
                ("reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "verbose_name": "signature of minutes",
                "verbose_name_plural": "signatures of minutes",
                "ordering": ["meeting", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="committeemeeting",
            constraint=models.UniqueConstraint(
                fields=("call", "number"), name="committee_meeting_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemeeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("call",),
                name="committee_meeting_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("end_entry", None),
                        ("ended_at", None),
                        ("ended_by", None),
                        ("minutes_sha256", ""),
                    ),
                    models.Q(
                        ("end_entry__isnull", False),
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        models.Q(("minutes_sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="committee_meeting_ends_with_minutes",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingvote",
            constraint=models.UniqueConstraint(
                fields=("meeting", "number"), name="meeting_vote_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingvote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("allocation__isnull", False),
                        ("application__isnull", True),
                        ("criterion", ""),
                        ("value", ""),
                    ),
                    models.Q(
                        ("allocation__isnull", True),
                        ("application__isnull", False),
                        models.Q(("criterion", ""), _negated=True),
                        models.Q(("value", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="meeting_vote_on_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutessignature",
            constraint=models.UniqueConstraint(
                fields=("meeting", "user"), name="minutes_signature_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutessignature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "signed"),
                    models.Q(
                        ("kind__in", ["refused", "missing"]),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="minutes_signature_or_a_reason",
            ),
        ),
        migrations.CreateModel(
            name="MemberRuling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member_rulings",
                        to="grants.application",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="scoring.committeemember",
                    ),
                ),
                (
                    "objection",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ruling",
                        to="scoring.memberobjection",
                    ),
                ),
                ("content", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "decision about a member",
                "verbose_name_plural": "decisions about members",
                "ordering": ["application", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "number"), name="member_ruling_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperObjection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filed_on", models.DateField()),
                ("registry_number", models.CharField(max_length=40)),
                ("scan", models.FileField(upload_to="objections/%Y/")),
                ("scan_name", models.CharField(max_length=200)),
                ("scan_sha256", models.CharField(max_length=64)),
                (
                    "objection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="on_paper",
                        to="scoring.memberobjection",
                    ),
                ),
            ],
            options={
                "verbose_name": "objection on paper",
                "verbose_name_plural": "objections on paper",
                "ordering": ["objection"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("registry_number", ""), _negated=True),
                        name="paper_objection_has_its_number",
                    )
                ],
            },
        ),
    ]
