"""An organisation that may apply: a society, an institute, a foundation.

The numbers are checked with python-stdnum when they are entered (applicants/forms); the database
keeps them in their compact form, so that equal numbers are equal text.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalForm(models.TextChoices):
    SOCIETY = "society", _("association")
    UNION = "union", _("union of associations")
    INSTITUTE = "institute", _("institute")
    FOUNDATION = "foundation", _("foundation")
    OTHER = "other", _("another legal form")


class Organisation(models.Model):
    name = models.CharField(_("name"), max_length=200)
    legal_form = models.CharField(_("legal form"), max_length=12, choices=LegalForm.choices)
    registration_number = models.CharField(
        _("registration number"),
        max_length=10,
        db_index=True,
    )
    tax_number = models.CharField(_("tax number"), max_length=8)
    vat_payer = models.BooleanField(_("liable for VAT"), default=False)
    iban = models.CharField(_("bank account"), max_length=34)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    street = models.CharField(_("street and number"), max_length=120)
    postcode = models.CharField(_("postcode"), max_length=10)
    place = models.CharField(_("place"), max_length=80)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    public_interest_field = models.CharField(
        _("status in the public interest, field"), max_length=80, blank=True
    )
    public_interest_until = models.DateField(
        _("status in the public interest, valid until"), null=True, blank=True
    )
    # Anybody may enter a number; whose it is, the office decides with evidence.
    proved_at = models.DateTimeField(null=True, blank=True, editable=False)
    proved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    # What was seen; only for the office. The reason goes into the letters.
    evidence = models.CharField(max_length=300, blank=True, editable=False)
    proof_reason = models.CharField(max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # The officer who entered it from a paper application, until it enters another number.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    # Who leads it now, as lines to be searched (`office_lines`).
    offices = models.TextField(blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["registration_number"],
                condition=models.Q(proved_at__isnull=False),
                name="organisation_number_proved_once",
                violation_error_message=_(
                    "An organisation with this registration number is already here."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(legal_form__in=LegalForm.values),
                name="organisation_legal_form_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_proved(self) -> bool:
        """Whether its registration number was found to be its own."""
        return self.proved_at is not None

    @property
    def seat(self) -> str:
        return f"{self.street}, {self.postcode} {self.place}"
