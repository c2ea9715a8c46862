"""Which members score which application, as it was drawn when the scoring began."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Call


class AssessorDraw(models.Model):
    """Of a call with at least one lot that draws; written once."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="assessor_draw")
    # The hash of the entry that began the scoring and says what is drawn from.
    seed = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    # Keys of the seats; the place in the list, from 1, is the number of the seat in the draw.
    seats = models.JSONField(default=list)
    # As it is published: {"seed", "seats": how many, "substitutes": [seat],
    # "applications": [{"number", "lot", "out": [seat], "order": [seat]}]}, the drawn ones first.
    draw = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("draw of the assessors")
        verbose_name_plural = _("draws of the assessors")

    def __str__(self) -> str:
        return f"draw of {self.call_id}"
