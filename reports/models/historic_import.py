"""A published list of past awards that was read in: where it is from, how it was read, by whom.

The list stands in `table` only while it is prepared. Afterwards its hash says which file it was,
so that nobody has to keep the names that are not published.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models import LedgerEntry
from grants.models import Funder


class ImportState(models.TextChoices):
    PREVIEW = "preview", pgettext_lazy("import", "in preparation")
    IMPORTED = "imported", pgettext_lazy("import", "imported")
    UNDONE = "undone", pgettext_lazy("import", "undone")


class AmountMeaning(models.TextChoices):
    """What the second amount of the list is; a proposal is no award."""

    GRANTED = "granted", pgettext_lazy("amount", "granted")
    PROPOSED = "proposed", pgettext_lazy("amount", "proposed")
    PAID = "paid", pgettext_lazy("amount", "paid out")


class HistoricImport(models.Model):
    funder = models.ForeignKey(Funder, on_delete=models.PROTECT, related_name="historic_imports")
    state = models.CharField(
        max_length=8, choices=ImportState.choices, default=ImportState.PREVIEW.value
    )
    file_name = models.CharField(_("file"), max_length=140)
    sha256 = models.CharField(max_length=64)
    read_as = models.CharField(max_length=80)
    source_name = models.CharField(_("source"), max_length=200)
    source_place = models.CharField(_("where it can be found"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    table = models.JSONField(null=True, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    amount_meaning = models.CharField(
        max_length=8, choices=AmountMeaning.choices, default=AmountMeaning.GRANTED.value
    )

    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    imported_at = models.DateTimeField(null=True, blank=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    rows = models.PositiveIntegerField(default=0)
    rows_left_out = models.PositiveIntegerField(default=0)
    entry = models.OneToOneField(
        LedgerEntry, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    undo_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("import of past awards")
        verbose_name_plural = _("imports of past awards")
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["funder", "sha256"],
                condition=models.Q(state=ImportState.IMPORTED),
                name="historic_import_file_once_per_funder",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values),
                name="historic_import_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_meaning__in=AmountMeaning.values),
                name="historic_import_meaning_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ImportState.PREVIEW)
                | models.Q(imported_at__isnull=False, entry__isnull=False, table__isnull=True),
                name="historic_import_keeps_no_file",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ImportState.UNDONE)
                | (models.Q(undone_at__isnull=False) & ~models.Q(undo_reason="")),
                name="historic_import_undone_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
