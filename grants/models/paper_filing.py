"""An application that came on paper: how it came, and what was typed from its scan.

When it was filed is the time of its submission: of the posting by registered mail, or the hour of
the registry. Whatever came late stays in its closed envelope, so its submission holds the sender
alone.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models.application import Application


class PaperWay(models.TextChoices):
    POST = "post", _("by registered post")
    REGISTRY = "registry", _("at the registry office")


class PaperFiling(models.Model):
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="paper")
    way = models.CharField(max_length=8, choices=PaperWay.choices)
    # Of the register of documents; once in a call.
    registry_number = models.CharField(max_length=40)
    is_late = models.BooleanField()

    class Meta:
        verbose_name = _("application on paper")
        verbose_name_plural = _("applications on paper")
        ordering: ClassVar = ["application"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(way__in=PaperWay.values), name="paper_filing_way_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(registry_number=""), name="paper_filing_has_its_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number} {self.registry_number}"


class Transcription(models.Model):
    """What the officer has typed from the scan; a file is answered by the scan that holds it."""

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="transcription"
    )
    answers = models.JSONField(default=dict)
    # {code of a condition: bool}, as on the paper.
    eligibility = models.JSONField(default=dict)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    typed_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("transcription")
        verbose_name_plural = _("transcriptions")

    def __str__(self) -> str:
        return f"{self.application.number}"
