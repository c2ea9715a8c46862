"""The session at which two persons break the seal of a call. Its minutes write themselves."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Call

# The first confirmation lapses when the second does not come within this time.
BETWEEN_CONFIRMATIONS = timedelta(minutes=15)


class OpeningSession(models.Model):
    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="opening_session")
    place = models.CharField(_("place"), max_length=200)
    started_at = models.DateTimeField(_("started"))
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    first_at = models.DateTimeField(_("first confirmation"), null=True, blank=True)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    second_at = models.DateTimeField(_("second confirmation"), null=True, blank=True)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+")
    present = models.JSONField(_("present"), default=list)
    public_present = models.PositiveSmallIntegerField(_("persons from the public"), default=0)
    remarks = models.TextField(_("remarks of those present"), blank=True)
    # What the minutes list, frozen at the opening: number, time, lot, requested cents, commitment.
    opened = models.JSONField(default=list)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("opening session")
        verbose_name_plural = _("opening sessions")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(first_by=None)
                | models.Q(second_by=None)
                | ~models.Q(first_by=models.F("second_by")),
                name="opening_session_two_different_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"opening of {self.call.code}"
