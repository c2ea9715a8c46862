"""A question about a published call: asked by anybody, answered for everybody.

`text` is what was sent; it stays on record and is shown on the desk alone. `wording` and `answer`
are public, in every official language. Nothing says who asked: an address for the answer is
forgotten with the answer, when the letter is promised.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models import LedgerEntry
from grants.models.call import Call


class QuestionOutcome(models.TextChoices):
    OPEN = "", pgettext_lazy("question", "not answered")
    ANSWERED = "answered", pgettext_lazy("question", "answered")
    DECLINED = "declined", pgettext_lazy("question", "declined")


_CLOSED = [QuestionOutcome.ANSWERED.value, QuestionOutcome.DECLINED.value]


class CallQuestion(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    # Of the page on which it was asked; the answer is sent in it.
    language = models.CharField(max_length=5)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(_("e-mail address for the answer"), blank=True, default="")

    outcome = models.CharField(
        max_length=10,
        choices=QuestionOutcome.choices,
        default=QuestionOutcome.OPEN.value,
        blank=True,
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    closing_entry = models.ForeignKey(
        LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+"
    )

    text = models.TextField(_("question"))
    declined_because = models.TextField(blank=True, default="")
    # {language: text}, both.
    wording = models.JSONField(_("published question"), default=dict, blank=True)
    answer = models.JSONField(_("answer"), default=dict, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering: ClassVar = ["call", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call", "number"], name="question_number_once_per_call"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="question_has_a_text"),
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("asked_at")),
                name="question_due_after_asked",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=QuestionOutcome.OPEN, closed_at=None, closing_entry=None)
                | models.Q(
                    outcome__in=_CLOSED,
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    closing_entry__isnull=False,
                    address="",
                ),
                name="question_closed_as_a_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=QuestionOutcome.DECLINED)
                | ~models.Q(declined_because=""),
                name="question_declined_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.code} {self.number}"

    @property
    def is_open(self) -> bool:
        return self.outcome == QuestionOutcome.OPEN

    @property
    def is_answered(self) -> bool:
        return self.outcome == QuestionOutcome.ANSWERED
