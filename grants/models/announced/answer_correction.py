"""A further version of an answer to a question: public beside those before it, which stay."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models.announced.call_question import CallQuestion


class AnswerCorrection(models.Model):
    question = models.ForeignKey(CallQuestion, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    corrected_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    # {language: text}.
    answer = models.JSONField(_("answer"), default=dict)

    class Meta:
        verbose_name = _("corrected answer")
        verbose_name_plural = _("corrected answers")
        ordering: ClassVar = ["question", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "number"], name="answer_correction_once"),
            models.CheckConstraint(
                condition=models.Q(number__gt=0), name="answer_correction_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.number}"
