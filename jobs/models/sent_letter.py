"""A letter about a call that went out, as it went out: what the officer reads in the outbox."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SentLetter(models.Model):
    """Kept are letters to the office, to the committee and about opened applications."""

    kind = models.CharField(_("kind"), max_length=30)
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=5)
    subject = models.CharField(max_length=400)
    promised_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    # Call and funder live on a higher floor: only their numbers are kept.
    call_id = models.BigIntegerField()
    funder_id = models.BigIntegerField()
    # Empty where the letter held a link that lets its reader in.
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("sent letter")
        verbose_name_plural = _("sent letters")
        ordering: ClassVar = ["-sent_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["call_id", "-sent_at"], name="sent_of_call")]

    def __str__(self) -> str:
        return f"{self.kind} {self.sent_at:%Y-%m-%d}"
