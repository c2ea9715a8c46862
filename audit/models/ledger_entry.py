"""The ledger's rows: an entry, beside it what may be erased, above it the tree."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerEntry(models.Model):
    """`canonical` is the entry; the other columns repeat parts of it for searching."""

    seq = models.BigIntegerField(
        _("number"), primary_key=True, validators=[MinValueValidator(1)], editable=False
    )
    t = models.DateTimeField(_("time"), editable=False)
    type = models.CharField(_("act"), max_length=40, editable=False)
    call_code = models.CharField(_("call"), max_length=100, blank=True, editable=False)
    canonical = models.TextField(_("entry"), editable=False)
    leaf_hash = models.CharField(_("hash"), max_length=64, editable=False)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering: ClassVar = ["seq"]
        indexes: ClassVar = [
            models.Index(fields=["call_code", "seq"], name="ledger_entry_by_call"),
            models.Index(fields=["type", "seq"], name="ledger_entry_by_type"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="ledger_entry_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.type}"


class LedgerPayload(models.Model):
    """What the entry commits to. Erasing the row leaves a leaf that says nothing about it."""

    entry = models.OneToOneField(
        LedgerEntry, on_delete=models.PROTECT, primary_key=True, related_name="payload"
    )
    text = models.TextField(_("payload"), editable=False)
    salt = models.CharField(_("salt"), max_length=64, editable=False)

    class Meta:
        verbose_name = _("payload of an entry")
        verbose_name_plural = _("payloads of entries")

    def __str__(self) -> str:
        return f"{self.entry_id}"
