"""A step on a call that one person has begun and another has to confirm.

`about` is what the step would do, as it stood on the page: whoever confirms it confirms just that.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models import LedgerEntry
from grants.models.call import Call


class PendingOutcome(models.TextChoices):
    OPEN = "", pgettext_lazy("step", "waits for a second person")
    CONFIRMED = "confirmed", pgettext_lazy("step", "confirmed")
    DECLINED = "declined", pgettext_lazy("step", "not confirmed")
    TAKEN_BACK = "taken_back", pgettext_lazy("step", "taken back")


_WITH_REASON = [PendingOutcome.DECLINED.value]
_CLOSED = [PendingOutcome.CONFIRMED.value, PendingOutcome.TAKEN_BACK.value, *_WITH_REASON]


class PendingStep(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="pending_steps")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=20)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    outcome = models.CharField(
        max_length=10,
        choices=PendingOutcome.choices,
        default=PendingOutcome.OPEN.value,
        blank=True,
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    closing_entry = models.ForeignKey(
        LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+"
    )

    closed_because = models.TextField(blank=True, default="")
    about = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("step that waits for a second person")
        verbose_name_plural = _("steps that wait for a second person")
        ordering: ClassVar = ["call", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call", "number"], name="pending_step_number_once_per_call"
            ),
            models.UniqueConstraint(
                fields=["call", "step"],
                condition=models.Q(outcome=PendingOutcome.OPEN.value),
                name="pending_step_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=PendingOutcome.OPEN, closed_at=None, closing_entry=None)
                | models.Q(
                    outcome__in=_CLOSED,
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    closing_entry__isnull=False,
                ),
                name="pending_step_closed_as_a_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=PendingOutcome.CONFIRMED)
                | ~models.Q(closed_by=models.F("asked_by")),
                name="pending_step_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome__in=_WITH_REASON) | ~models.Q(closed_because=""),
                name="pending_step_declined_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.code} {self.step} {self.number}"

    @property
    def is_open(self) -> bool:
        return self.outcome == PendingOutcome.OPEN
