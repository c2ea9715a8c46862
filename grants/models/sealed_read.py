"""Who read a sealed application through the one door that decrypts; one row a person and day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.models.application import Application


class SealedRead(models.Model):
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="sealed_reads"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    first_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reading of a sealed application")
        verbose_name_plural = _("readings of sealed applications")
        ordering: ClassVar = ["application", "first_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "user", "day"], name="sealed_read_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number} · {self.day}"
