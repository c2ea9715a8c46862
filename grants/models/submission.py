"""One accepted submit: an immutable snapshot with its receipt. The newest one counts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models.application import Application


class Submission(models.Model):
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="submissions"
    )
    sequence = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    sha256 = models.CharField(_("hash of answers and attachments"), max_length=64)
    # The draft version that was submitted: the same version twice is the same submit.
    draft_version = models.PositiveIntegerField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField()
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    receipt = models.JSONField()
    # When the receipt is to be sent by e-mail; null once it was.
    mail_due_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering: ClassVar = ["application", "-sequence"]
        indexes: ClassVar = [
            models.Index(
                fields=["mail_due_at"],
                name="submission_by_mail_due",
                condition=models.Q(mail_due_at__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "sequence"], name="submission_sequence_once"
            ),
            models.UniqueConstraint(
                fields=["application", "draft_version"], name="submission_once_per_draft_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number} #{self.sequence}"
