"""Whether a person is in conflict with one application: by their own word, or as was decided.

A match found is only a question.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Application


class ConflictDeclaration(models.Model):
    """Of the person, in whichever role: the seat follows from the person and the call."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="conflict_declarations"
    )
    in_conflict = models.BooleanField(_("in conflict"))
    declared_at = models.DateTimeField()
    # Who decided that the person is excluded; nobody where it is the person's own word.
    excluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("explanation"), blank=True)
    # What the program had found: [{kind: surname | address | membership, officer, function}]
    matches = models.JSONField(default=list)

    class Meta:
        verbose_name = _("declaration on conflicts of interest")
        verbose_name_plural = _("declarations on conflicts of interest")
        ordering: ClassVar = ["application", "user"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "application"], name="conflict_declaration_once"
            ),
            models.CheckConstraint(
                condition=models.Q(excluded_by=None)
                | (models.Q(in_conflict=True) & ~models.Q(reason="")),
                name="conflict_declaration_excluded_with_a_reason",
            ),
        ]
        indexes: ClassVar = [
            # Few of very many: most say that there is none.
            models.Index(
                fields=["user", "application"],
                condition=models.Q(in_conflict=True),
                name="conflict_declared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.application_id}: {self.in_conflict}"
