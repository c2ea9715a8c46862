"""A decision on one application. Its content is frozen as data; the PDF is a rendering of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from awards.models.proposal import Proposal
from grants.models import Application, Call


class DecisionKind(models.TextChoices):
    GRANTED = "granted", _("granted")
    PARTLY_GRANTED = "partly_granted", _("partly granted")
    REFUSED = "refused", _("refused")
    DISMISSED = "dismissed", _("dismissed")


class Decision(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="decisions")
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="decision"
    )
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=14, choices=DecisionKind.choices)
    number = models.CharField(_("file number"), max_length=40, unique=True)
    # Everything the document says, structured, in every official language (awards/selectors).
    content = models.JSONField()
    requested_cents = models.BigIntegerField()
    amount_cents = models.BigIntegerField()
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField()
    prepared_entry = models.ForeignKey(
        LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True)
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering: ClassVar = ["call", "application__number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(amount_cents__gte=0)
                & models.Q(amount_cents__lte=models.F("requested_cents")),
                name="decision_amount_within_the_request",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[DecisionKind.GRANTED, DecisionKind.PARTLY_GRANTED],
                    amount_cents__gt=0,
                )
                | models.Q(kind__in=[DecisionKind.REFUSED, DecisionKind.DISMISSED], amount_cents=0),
                name="decision_kind_fits_its_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(issued_at=None)
                | (models.Q(entry__isnull=False) & ~models.Q(document_sha256="")),
                name="decision_issued_has_document_and_entry",
            ),
        ]

    def __str__(self) -> str:
        return self.number
