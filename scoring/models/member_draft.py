"""What a member of a committee keeps for itself: phrases for reasons, a note on an application.

Nobody else reads them, nothing is computed from them, and they stand in no file, document or
ledger. They lie in the database as an open sheet does, so whoever may not see that sees neither.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.models import Application
from scoring.models.committee import CommitteeMember


class ReasonPhrase(models.Model):
    """Of a person, whatever the call; gone with the person."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reason_phrases"
    )
    text = models.TextField()

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "text"], name="reason_phrase_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="reason_phrase_has_a_text"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MemberNote(models.Model):
    """Of one seat, on one application, until the call is decided."""

    member = models.ForeignKey(CommitteeMember, on_delete=models.CASCADE, related_name="notes")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        ordering: ClassVar = ["application", "member"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "application"], name="member_note_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="member_note_has_a_text"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
