"""A rendered file that left the system: its bytes, its hash, what it belongs to."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.models import Decision
from grants.models import Call


class DocumentKind(models.TextChoices):
    DECISION = "decision", _("decision")
    OPENING_MINUTES = "opening_minutes", _("opening minutes")
    SUMMARY = "summary", _("summary of points and amounts")
    PUBLIC_CALL = "public_call", _("call file")
    PUBLIC_EVALUATION = "public_evaluation", _("public evaluation file")


class Document(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="documents")
    # Whose document it is; of the call as a whole without it.
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField(max_length=18, choices=DocumentKind.choices)
    file = models.FileField(upload_to="documents/%Y/")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering: ClassVar = ["call", "kind", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "kind"], name="document_once_per_decision_and_kind"
            ),
            models.UniqueConstraint(
                fields=["call", "kind"],
                condition=models.Q(decision=None),
                name="document_once_per_call_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name
