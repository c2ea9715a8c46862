"""One member's sheet for one application. Once locked it changes only if the chair opens it again;
what stood before is kept (`Reopening`).
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Application
from scoring.models.committee import CommitteeMember

# Locked by somebody who sits in the committee: whoever has left it judges nothing.
COUNTS = models.Q(locked_at__isnull=False, member__left_at=None)


class ScoreSheet(models.Model):
    member = models.ForeignKey(
        CommitteeMember, on_delete=models.PROTECT, related_name="score_sheets"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="score_sheets"
    )
    # {criterion code: {"value": level code or decimal string, "reason": text}}
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering: ClassVar = ["application", "member"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "application"], name="score_sheet_once"),
            models.CheckConstraint(
                condition=models.Q(locked_at=None, entry=None)
                | models.Q(locked_at__isnull=False, entry__isnull=False),
                name="score_sheet_locked_is_in_the_ledger",
            ),
        ]
        indexes: ClassVar = [
            # What pages count: without the answers.
            models.Index(
                fields=["application", "member"],
                condition=models.Q(locked_at__isnull=False),
                name="score_sheet_locked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.member_id}"
