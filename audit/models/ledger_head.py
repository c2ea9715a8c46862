"""The one row that everybody who writes to the ledger locks first."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

ONLY = 1


class LedgerHead(models.Model):
    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    size = models.BigIntegerField(_("entries"), default=0, editable=False)
    last_t = models.DateTimeField(_("time of the last entry"), null=True, editable=False)
    # Repeats what the next entry needs, so that nobody reads the tree while others wait for it.
    tip = models.TextField(blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("end of the ledger")
        verbose_name_plural = _("end of the ledger")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=ONLY), name="ledger_head_only_one"),
            models.CheckConstraint(condition=models.Q(size__gte=0), name="ledger_head_size"),
        ]

    def __str__(self) -> str:
        return f"{self.size}"
