"""The committee's agreed value for one criterion, where the published method is `agreed`."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Application


class AgreedScore(models.Model):
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="agreed_scores"
    )
    criterion = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("agreed score")
        verbose_name_plural = _("agreed scores")
        ordering: ClassVar = ["application", "criterion"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "criterion"], name="agreed_score_once_per_criterion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.criterion}"
