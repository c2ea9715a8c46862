"""A public notice of what the post could not deliver, because the address is not known.

What is announced so counts as delivered when 15 days are over since its publication; until then it
may be taken over at the office. Then the notice ends by itself. Source: ZUP, articles 96 to 98.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from awards.models.mailing import Mailing


class PublicNotice(models.Model):
    """Of a letter that came back. `served_on` is the day on which the law counts it as delivered,
    and the last one of the notice.
    """

    mailing = models.OneToOneField(Mailing, on_delete=models.PROTECT, related_name="notice")
    published_on = models.DateField()
    served_on = models.DateField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("public notice")
        verbose_name_plural = _("public notices")
        ordering: ClassVar = ["published_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(served_on__gt=models.F("published_on")),
                name="public_notice_served_after_its_publication",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailing}: {self.published_on}"
