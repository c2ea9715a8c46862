"""Every change of a state, with who, when and why; written by actions/_transition.py only."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models.application import Application
from grants.models.call import Call


class StateChange(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="state_changes")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="state_changes"
    )
    step = models.CharField(max_length=30)
    source = models.CharField(max_length=14)
    target = models.CharField(max_length=14)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    # The same by language, where it goes out to people who read several.
    reason_texts = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["call", "application"], name="state_change_by_object")
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.source} → {self.target}"
