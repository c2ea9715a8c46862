"""One application in a frozen ranking, and its amount: taken out of the results of the runs.

Written with the run and never changed. A page reads the rows that it shows; the result of the run,
whose hash stands in the ledger, stays what counts.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.models import Application
from scoring.models.allocation_run import AllocationRun
from scoring.models.ranking_run import RankingRun


class RankedApplication(models.Model):
    run = models.ForeignKey(RankingRun, on_delete=models.PROTECT, related_name="rows")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="rankings")
    lot = models.CharField(max_length=20)
    # From 1 in the order of the lot; the place is shared by equals and missing below a threshold.
    position = models.PositiveIntegerField()
    place = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=15)
    total = models.CharField(max_length=80, blank=True)
    values = models.JSONField(default=dict)
    # The row of the result with its trace: JSON.
    row = models.TextField()

    class Meta:
        verbose_name = _("application in a ranking")
        verbose_name_plural = _("applications in rankings")
        ordering: ClassVar = ["run", "lot", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "lot", "position"], name="ranked_application_position_once"
            ),
            models.UniqueConstraint(fields=["run", "application"], name="ranked_application_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.lot} {self.position}"


class AllocatedAmount(models.Model):
    run = models.ForeignKey(AllocationRun, on_delete=models.PROTECT, related_name="amounts")
    ranked = models.OneToOneField(
        RankedApplication, on_delete=models.PROTECT, related_name="allocated"
    )
    outcome = models.CharField(max_length=15)
    amount_cents = models.BigIntegerField()
    cap_cents = models.BigIntegerField(null=True)
    reserve_place = models.PositiveIntegerField(null=True)
    # The steps of the amount: JSON.
    steps = models.TextField()

    class Meta:
        verbose_name = _("amount of an application")
        verbose_name_plural = _("amounts of applications")
        ordering: ClassVar = ["run", "ranked"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(amount_cents__gte=0), name="allocated_amount_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ranked_id}: {self.amount_cents}"
