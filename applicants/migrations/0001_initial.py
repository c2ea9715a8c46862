import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "legal_form",
                    models.CharField(
                        choices=[
                            ("society", "association"),
                            ("union", "union of associations"),
                            ("institute", "institute"),
                            ("foundation", "foundation"),
                            ("other", "another legal form"),
                        ],
                        max_length=12,
                        verbose_name="legal form",
                    ),
                ),
                (
                    "registration_number",
                    models.CharField(
                        db_index=True, max_length=10, verbose_name="registration number"
                    ),
                ),
                ("tax_number", models.CharField(max_length=8, verbose_name="tax number")),
                ("vat_payer", models.BooleanField(default=False, verbose_name="liable for VAT")),
                ("iban", models.CharField(max_length=34, verbose_name="bank account")),
                (
                    "registered_on",
                    models.DateField(blank=True, null=True, verbose_name="registered on"),
                ),
                ("street", models.CharField(max_length=120, verbose_name="street and number")),
                ("postcode", models.CharField(max_length=10, verbose_name="postcode")),
                ("place", models.CharField(max_length=80, verbose_name="place")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telephone")),
                (
                    "public_interest_field",
                    models.CharField(
                        blank=True,
                        max_length=80,
                        verbose_name="status in the public interest, field",
                    ),
                ),
                (
                    "public_interest_until",
                    models.DateField(
                        blank=True,
                        null=True,
                        verbose_name="status in the public interest, valid until",
                    ),
                ),
                ("proved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("evidence", models.CharField(blank=True, editable=False, max_length=300)),
                ("proof_reason", models.CharField(blank=True, editable=False, max_length=500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "proved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("offices", models.TextField(blank=True, default="", editable=False)),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("proved_at__isnull", False)),
                        fields=("registration_number",),
                        name="organisation_number_proved_once",
                        violation_error_message="An organisation with this registration number is already here.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "legal_form__in",
                                ["society", "union", "institute", "foundation", "other"],
                            )
                        ),
                        name="organisation_legal_form_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                            ("owner", "owner: edits, submits, invites"),
                            ("editor", "editor: edits, does not submit"),
                            ("viewer", "viewer: only reads"),
                        ],
                        max_length=6,
                        verbose_name="what the person may do",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="applicants.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("user", "organisation"),
                        name="membership_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["owner", "editor", "viewer"])),
                        name="membership_role_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner: edits, submits, invites"),
                            ("editor", "editor: edits, does not submit"),
                            ("viewer", "viewer: only reads"),
                        ],
                        max_length=6,
                        verbose_name="what the person may do",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="applicants.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-created_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None)),
                        fields=("organisation", "email"),
                        name="invitation_open_once_per_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationOfficer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name and surname")),
                ("function", models.CharField(max_length=80, verbose_name="function")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                (
                    "legal_representative",
                    models.BooleanField(default=False, verbose_name="legal representative"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="officers",
                        to="applicants.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "officer of an organisation",
                "verbose_name_plural": "officers of organisations",
                "ordering": ["-legal_representative", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name", "function"),
                        name="organisation_officer_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="document")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sealed_file", models.FileField(upload_to="organisations/%Y/")),
                ("sealed_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("size", models.PositiveIntegerField()),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="applicants.organisation",
                    ),
                ),
                ("wrapped_key", models.BinaryField()),
                ("sealed_meta", models.BinaryField()),
            ],
            options={
                "verbose_name": "stored document",
                "verbose_name_plural": "stored documents",
                "ordering": ["title", "pk"],
            },
        ),
    ]
