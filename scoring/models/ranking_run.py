"""A frozen computation of points and ranks: exactly what went in and what came out."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Call, CallVersion


class RankingRun(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="ranking_runs")
    version = models.ForeignKey(CallVersion, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    evaluation_sha256 = models.CharField(max_length=64)
    result_sha256 = models.CharField(max_length=64)
    # What pages say of the lots as wholes (scoring.core.run.run_rows.summary_of).
    summary = models.JSONField(default=dict)
    engine = models.CharField(max_length=20)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    # Canonical JSON (CALL_FILE section 7 and the output of scoring.core). Last, because SQLite
    # reads the columns of a row in their order: a list of runs would read through megabytes.
    evaluation = models.TextField()
    result = models.TextField()

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        ordering: ClassVar = ["call", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "number"], name="ranking_run_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.call.code} ranking {self.number}"
