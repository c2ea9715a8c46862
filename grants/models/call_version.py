"""A frozen call: its canonical JSON and hash. Never changed, never deleted."""

from typing import Any, ClassVar, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.core.canonical import loads
from audit.models import LedgerEntry
from callfile import call as call_file
from grants.models.call import Call


class CallVersion(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    canonical = models.TextField(_("canonical JSON"))
    sha256 = models.CharField(max_length=64)
    reason = models.JSONField(_("reason of the corrigendum"), default=dict, blank=True)
    published_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("frozen call")
        verbose_name_plural = _("frozen calls")
        ordering: ClassVar = ["call", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "number"], name="call_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.call.code} v{self.number}"

    @property
    def content(self) -> dict[str, Any]:
        """What was frozen, as it was written."""
        return cast("dict[str, Any]", loads(self.canonical))

    @property
    def file(self) -> call_file.Call:
        """What was frozen, as a type."""
        return call_file.call_in(self.canonical)
