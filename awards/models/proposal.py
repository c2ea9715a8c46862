"""What the officer puts before the approver: one allocation run, to be signed or returned."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Call
from scoring.models import AllocationRun


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("waiting for the approval")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")


class Proposal(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    # A proposal that was returned over its reasons comes again with the same amounts.
    allocation = models.ForeignKey(
        AllocationRun, on_delete=models.PROTECT, related_name="proposals"
    )
    state = models.CharField(
        max_length=8, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason of the return"), blank=True)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering: ClassVar = ["call", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "number"], name="proposal_number_once"),
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(state=ProposalState.WAITING),
                name="proposal_one_waiting_per_call",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProposalState.RETURNED) | ~models.Q(reason=""),
                name="proposal_returned_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.code} proposal {self.number}"
