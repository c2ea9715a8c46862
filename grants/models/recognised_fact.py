"""A declared fact as the officer recognised it, with the reason where it differs."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models.application import Application


class RecognisedFact(models.Model):
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="recognised_facts"
    )
    code = models.CharField(max_length=40)
    declared = models.JSONField(null=True)
    recognised = models.JSONField(null=True)
    # {language: text}; empty only where the recognised value is the declared one.
    reason = models.JSONField(default=dict, blank=True)
    recognised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recognised_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("recognised fact")
        verbose_name_plural = _("recognised facts")
        ordering: ClassVar = ["application", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "code"], name="recognised_fact_once_per_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.code}"
