"""A frozen computation of the amounts on the points of one ranking."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from scoring.models.ranking_run import RankingRun


class AllocationRun(models.Model):
    ranking = models.OneToOneField(RankingRun, on_delete=models.PROTECT, related_name="allocation")
    result_sha256 = models.CharField(max_length=64)
    # What pages say of the lots as wholes (scoring.core.run.run_rows.summary_of).
    summary = models.JSONField(default=dict)
    engine = models.CharField(max_length=20)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    # Canonical JSON of the whole result of `merila recompute`, amounts and traces included. Last,
    # as in RankingRun.
    result = models.TextField()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.ranking} allocation"
