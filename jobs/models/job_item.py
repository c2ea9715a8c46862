from django.db import models
from django.utils.translation import gettext_lazy as _

from jobs.models.job import Job


class ItemState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class JobItem(models.Model):
    """One thing of a job; its tick and its effect are written in one transaction."""

    job = models.ForeignKey(
        Job, on_delete=models.CASCADE, related_name="items", verbose_name=_("job")
    )
    position = models.PositiveIntegerField(_("position"))
    key = models.CharField(_("item"), max_length=100)
    state = models.CharField(
        _("state"), max_length=10, choices=ItemState.choices, default=ItemState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error_code = models.CharField(_("error"), max_length=100, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    # Who does it now, and until when nobody else does.
    worker = models.CharField(max_length=120, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("item of a job")
        verbose_name_plural = _("items of a job")
        ordering = ["job", "position"]
        constraints = [
            models.UniqueConstraint(fields=["job", "key"], name="job_item_once_per_job"),
        ]
        indexes = [
            models.Index(fields=["job", "state", "position"], name="job_item_next"),
        ]

    def __str__(self) -> str:
        return self.key
