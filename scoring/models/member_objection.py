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


class PaperObjection(models.Model):
    """An objection that came on paper: when it was posted or handed in, and its scan.

    The scan is no file of the application: whoever judges that does not read why somebody objects.
    """

    objection = models.OneToOneField(
        MemberObjection, on_delete=models.PROTECT, related_name="on_paper"
    )
    filed_on = models.DateField()
    # Of the register of documents.
    registry_number = models.CharField(max_length=40)
    scan = models.FileField(upload_to="objections/%Y/")
    scan_name = models.CharField(max_length=200)
    scan_sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("objection on paper")
        verbose_name_plural = _("objections on paper")
        ordering: ClassVar = ["objection"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(registry_number=""), name="paper_objection_has_its_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.registry_number}"


class MemberRuling(models.Model):
    """The written decision on an objection, or on an exclusion without one, as it was made.

    `content` is what its document says, {language: RulingText as an object} in every official
    language; `sha256` that of its canonical JSON.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="member_rulings"
    )
    number = models.PositiveSmallIntegerField()
    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="rulings")
    # None where nobody has objected.
    objection = models.OneToOneField(
        MemberObjection, on_delete=models.PROTECT, null=True, related_name="ruling"
    )
    made_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    content = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("decision about a member")
        verbose_name_plural = _("decisions about members")
        ordering: ClassVar = ["application", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "number"], name="member_ruling_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} K{self.number}"
