"""An applicant's objection to a member of the committee, and what became of it.

Until it is decided the application is closed to that person; an upheld one excludes the person from
it (`ConflictDeclaration.excluded_by`). Source: ZUP, articles 37 to 40.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models import LedgerEntry
from grants.models import Application
from scoring.models.committee import CommitteeMember


class ObjectionOutcome(models.TextChoices):
    OPEN = "", pgettext_lazy("objection", "not decided yet")
    UPHELD = "upheld", pgettext_lazy("objection", "upheld")
    REJECTED = "rejected", pgettext_lazy("objection", "rejected")


_DECIDED = [ObjectionOutcome.UPHELD.value, ObjectionOutcome.REJECTED.value]


class MemberObjection(models.Model):
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="member_objections"
    )
    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="objections")
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    raised_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(
        max_length=10,
        choices=ObjectionOutcome.choices,
        default=ObjectionOutcome.OPEN.value,
        blank=True,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_entry = models.ForeignKey(
        LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(_("reason"))
    decision_reason = models.TextField(_("reason of the decision"), blank=True, default="")

    class Meta:
        verbose_name = _("objection to a member")
        verbose_name_plural = _("objections to members")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "member"], name="member_objection_once"),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="member_objection_has_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    outcome=ObjectionOutcome.OPEN.value,
                    decided_at=None,
                    decided_by=None,
                    decision_entry=None,
                    decision_reason="",
                )
                | (
                    models.Q(
                        outcome__in=_DECIDED,
                        decided_at__isnull=False,
                        decided_by__isnull=False,
                        decision_entry__isnull=False,
                    )
                    & ~models.Q(decision_reason="")
                ),
                name="member_objection_decided_as_a_whole",
            ),
        ]
        indexes: ClassVar = [
            # Asked of every reading of an application.
            models.Index(
                fields=["member", "application"],
                condition=models.Q(outcome=ObjectionOutcome.OPEN.value),
                name="member_objection_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.member_id}: {self.outcome or 'open'}"
