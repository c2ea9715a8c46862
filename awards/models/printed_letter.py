"""The letter of a request as it was printed: what lies in the envelope is what stands on record."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Request


class PrintedLetter(models.Model):
    """Once for each time that it is sent; the document of a decision lies with the decision."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="printed")
    number = models.PositiveSmallIntegerField()
    letter = models.FileField(upload_to="letters/%Y/")
    sha256 = models.CharField(max_length=64)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    printed_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("printed letter")
        verbose_name_plural = _("printed letters")
        ordering: ClassVar = ["request", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "number"], name="printed_letter_number_once_per_request"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.number}"
