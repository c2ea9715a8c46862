"""A letter as it was printed: what lies in the envelope is what stands on record."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Application, Request
from scoring.models import MemberRuling


class PrintedLetter(models.Model):
    """Of a request, or of a decision about a member, once for each time that it is sent; the
    document of a decision on the application lies with the decision.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="printed_letters"
    )
    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, null=True, related_name="printed"
    )
    ruling = models.ForeignKey(
        MemberRuling, on_delete=models.PROTECT, null=True, related_name="printed"
    )
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
        ordering: ClassVar = ["application", "request", "ruling", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "number"],
                condition=models.Q(request__isnull=False),
                name="printed_letter_number_once_per_request",
            ),
            models.UniqueConstraint(
                fields=["ruling", "number"],
                condition=models.Q(ruling__isnull=False),
                name="printed_letter_number_once_per_ruling",
            ),
            models.CheckConstraint(
                condition=models.Q(request__isnull=False, ruling=None)
                | models.Q(request=None, ruling__isnull=False),
                name="printed_letter_of_a_request_or_a_ruling",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request or self.ruling} {self.number}"
