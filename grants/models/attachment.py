"""A file of an application: a sealed blob until the opening, a plain file afterwards.

Name, type and hash are content too, so until the opening they live in `sealed_meta`.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.core import application_stages
from grants.models.application import Application

PDF = "application/pdf"
PICTURES = ("image/jpeg", "image/png")


class Attachment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="attachments"
    )
    sealed_meta = models.BinaryField()
    sealed_file = models.FileField(upload_to="sealed/%Y/")
    # For the room that files take; as long as the seal is on, nobody learns more from it than from
    # the file on the disk.
    sealed_size = models.PositiveIntegerField(default=0)
    # Of the file as it lies on the disk, so that fsck needs no key.
    sealed_sha256 = models.CharField(max_length=64, blank=True, default="")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    field = models.CharField(_("field of the form"), max_length=40, blank=True)
    name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.FileField(upload_to="applications/%Y/", blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering: ClassVar = ["application", "added_at", "pk"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_unopened(self) -> bool:
        """The application was opened, and this file could not be read then."""
        return (
            self.application.state in application_stages.OPENED
            and bool(self.sha256)
            and not self.file
        )

    @property
    def is_shown(self) -> bool:
        """A browser draws it in a frame of a page of ours; every other kind is only saved."""
        return bool(self.file) and self.content_type in (PDF, *PICTURES)
