"""The finding on one application: complete, or to be dismissed under an article of the rules.

A dismissal without an article of a regulation would not stand (VSRS X Ips 357/2015: a call alone
may not invent a formal ground), so the database refuses it too.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models import LedgerEntry
from grants.models.application import Application


class Verdict(models.TextChoices):
    COMPLETE = "complete", _("complete")
    DISMISS = "dismiss", _("to be dismissed")


class Finding(models.TextChoices):
    HOLDS = "holds", pgettext_lazy("finding", "Yes")
    FAILS = "fails", pgettext_lazy("finding", "No")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("finding", "Does not apply")


class CompletenessCheck(models.Model):
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="completeness_check"
    )
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    # [{code, result: one of Finding, note}] as the officer confirmed them.
    findings = models.JSONField(default=list)
    # {language: text}, both: the article and the fact that was found stand in the decision.
    article = models.JSONField(_("article of the rules"), default=dict, blank=True)
    fact = models.JSONField(default=dict, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("completeness check")
        verbose_name_plural = _("completeness checks")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(verdict=Verdict.DISMISS) | ~models.Q(article={}),
                name="completeness_check_dismissal_names_its_article",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.verdict}"
