"""Why a criterion got less than its maximum, in every official language: it stands in the decision.

Drawn up from the members' sentences after the scores are revealed. A court annuls a decision
without it (I U 299/2019), so no proposal leaves while one is missing.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.models import Application


class CriterionReason(models.Model):
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="criterion_reasons"
    )
    criterion = models.CharField(max_length=40)
    text = models.JSONField(default=dict)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reason for points")
        verbose_name_plural = _("reasons for points")
        ordering: ClassVar = ["application", "criterion"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "criterion"], name="criterion_reason_once_per_criterion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.criterion}"
