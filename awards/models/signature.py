"""An act of signing: who signed which decisions of a call, in which function, and when.

The name and the function are those of that moment; whoever signs after an election changes nothing
in what was signed before.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Call, Signatory


class DecisionSignature(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="signatures")
    number = models.PositiveSmallIntegerField()
    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(_("name and surname"), max_length=150)
    # How many decisions it stands under.
    decisions = models.PositiveIntegerField()
    signed_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    # The function, by language.
    title = models.JSONField()

    class Meta:
        verbose_name = _("signature under decisions")
        verbose_name_plural = _("signatures under decisions")
        ordering: ClassVar = ["call", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call", "number"], name="decision_signature_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.code} {self.number}"
