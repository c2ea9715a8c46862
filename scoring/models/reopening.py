"""The chair has opened something of an application again: what, why, and what stood before.

Before the scores are revealed that is a sheet that was locked by mistake; after the approver has
returned a proposal it is whatever the committee has to look at again. Each version of a sheet is
kept: the earlier ones here, the newest in its own row.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Application
from scoring.models.committee import CommitteeMember


class ReopenedPart(models.TextChoices):
    SHEET = "sheet", _("score sheet")
    # What the committee agreed on and wrote together.
    MEETING = "meeting", _("agreed values and reasons")
    # What the officer recognised.
    FACTS = "facts", _("recognised facts")


class Reopening(models.Model):
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="reopenings"
    )
    part = models.CharField(max_length=7, choices=ReopenedPart.choices)
    # Whose sheet.
    member = models.ForeignKey(
        CommitteeMember, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    # Of a sheet {"answers", "locked_at", "entry"}: its answers, when and by which entry it was
    # locked; of the meeting {"agreed": {criterion: value}, "reasons": {criterion: {language}}};
    # of the facts {"facts": {code: value}}.
    before = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("opening again")
        verbose_name_plural = _("openings again")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "member"],
                condition=models.Q(part=ReopenedPart.SHEET),
                name="reopening_sheet_once_in_an_entry",
            ),
            models.UniqueConstraint(
                fields=["entry", "part"],
                condition=~models.Q(part=ReopenedPart.SHEET),
                name="reopening_part_once_in_an_entry",
            ),
            models.CheckConstraint(
                condition=models.Q(part=ReopenedPart.SHEET, member__isnull=False)
                | (~models.Q(part=ReopenedPart.SHEET) & models.Q(member=None)),
                name="reopening_of_a_sheet_names_its_member",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="reopening_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.part}"
