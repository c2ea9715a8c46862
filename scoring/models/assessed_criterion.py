"""One assessed criterion of one application, as the committee finds it at its meeting.

Derived: everything here follows from sheets, statements, agreed values and reasons, and is written
again by each act that changes one of them (actions/_assessed.py). Pages count these rows instead of
reading every sheet; who proposes reads the sheets again, and fsck compares.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.models import Application, Call

SPREAD_PARTS = 10**12


class AssessedCriterion(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="assessed_criteria"
    )
    # Of the application, and the place of the criterion in its rubric: the order of the list.
    number = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=40)
    # How far the marks are apart, in parts of SPREAD_PARTS of what they could be, rounded up. It
    # orders a list and nothing else: where it is equal, numbers do.
    spread = models.PositiveBigIntegerField()
    needs_agreement = models.BooleanField()
    # The answer that all sheets give, where it only waits to be confirmed.
    common_value = models.CharField(max_length=40, blank=True)
    needs_reason = models.BooleanField()
    # The languages in which the reason is written, each between blanks: " it sl ".
    written = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("assessed criterion")
        verbose_name_plural = _("assessed criteria")
        ordering: ClassVar = ["call", "-spread", "number", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "criterion"], name="assessed_criterion_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["call", "-spread", "number", "position"], name="assessed_widest_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.criterion}"
