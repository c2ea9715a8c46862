"""The ledger as it was after one entry, signed: one for every entry."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Checkpoint(models.Model):
    size = models.BigIntegerField(_("entries"), editable=False)
    key = models.CharField(_("public key"), max_length=400, editable=False)
    note = models.TextField(_("signed text"), editable=False)
    issued_at = models.DateTimeField(_("issued"), editable=False)

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        ordering: ClassVar = ["size"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["size"], name="checkpoint_once_per_size"),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="checkpoint_size"),
        ]

    def __str__(self) -> str:
        return f"{self.size}"
