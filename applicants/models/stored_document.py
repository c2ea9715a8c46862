"""A document that an organisation keeps for all its applications, with the day it expires.

The file, its name, type and hash are sealed; `applicants/sealed_documents.py` opens them.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models.organisation import Organisation


class StoredDocument(models.Model):
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="documents"
    )
    title = models.CharField(_("document"), max_length=120)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wrapped_key = models.BinaryField()
    sealed_meta = models.BinaryField()
    sealed_file = models.FileField(upload_to="organisations/%Y/")
    # Of the file as it lies on the disk, so that fsck needs no key.
    sealed_sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveIntegerField()
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stored document")
        verbose_name_plural = _("stored documents")
        ordering: ClassVar = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
