"""What the register asks of imported lists again and again, kept beside their rows.

Written with the rows and taken away with them; fsck counts anew (reports/proof/history_check.py).
"""

from typing import ClassVar

from django.db import models

from grants.core.text_search import MOST_FOLDED
from grants.models import Funder, LotKind
from reports.models.historic_import import HistoricImport


class HistoricSum(models.Model):
    """The rows of a list with the same year, kind and theme; amounts in cents, over the rows that
    have such an amount.
    """

    batch = models.ForeignKey(HistoricImport, on_delete=models.PROTECT, related_name="sums")
    funder = models.ForeignKey(Funder, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=11, choices=LotKind.choices, blank=True)
    theme = models.CharField(max_length=200, blank=True)
    lines = models.PositiveIntegerField()
    requested_cents = models.BigIntegerField()
    awarded_cents = models.BigIntegerField()
    lines_requested = models.PositiveIntegerField()
    lines_awarded = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["batch", "year", "kind", "theme"], name="historic_sum_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.year}/{self.kind}/{self.theme}"


class HistoricName(models.Model):
    """A recipient of a list, as it is searched for."""

    batch = models.ForeignKey(HistoricImport, on_delete=models.PROTECT, related_name="names")
    folded = models.CharField(max_length=MOST_FOLDED)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "folded"], name="historic_name_once"),
        ]

    def __str__(self) -> str:
        return self.folded
