"""A frozen computation of points and ranks: exactly what went in and what came out.

A binding run is the one that is proposed, signed and decided on. After the decisions a replay
computes everybody's points and amounts again under the same published rule, from what was
corrected on record; it names the signed computation that it corrects.
"""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models import LedgerEntry
from grants.models import Call, CallVersion


class RunPurpose(models.TextChoices):
    BINDING = "binding", pgettext_lazy("computation", "binding")
    REPLAY = "replay", pgettext_lazy("computation", "replay")


class RunSet(models.QuerySet["RankingRun"]):
    def binding(self) -> Self:
        return self.filter(purpose=RunPurpose.BINDING)

    def replays(self) -> Self:
        return self.filter(purpose=RunPurpose.REPLAY)


class RankingRun(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="ranking_runs")
    version = models.ForeignKey(CallVersion, on_delete=models.PROTECT, related_name="+")
    # Of all computations of the call, whatever their purpose.
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(
        max_length=7, choices=RunPurpose.choices, default=RunPurpose.BINDING.value
    )
    corrects = models.ForeignKey(
        "scoring.AllocationRun", on_delete=models.PROTECT, null=True, related_name="replays"
    )
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

    objects = RunSet.as_manager()

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        ordering: ClassVar = ["call", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "number"], name="ranking_run_number_once"),
            models.CheckConstraint(
                condition=models.Q(purpose=RunPurpose.BINDING, corrects=None)
                | models.Q(purpose=RunPurpose.REPLAY, corrects__isnull=False),
                name="ranking_run_replay_corrects_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.code} ranking {self.number}"
