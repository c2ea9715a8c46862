"""Long work with progress. The rows are the queue: workers look for those that wait."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    PARTLY = "partly", _("done in part")
    FAILED = "failed", _("failed")


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
# In the result: the sentence why an act was not done, in the language of whoever started it.
REFUSED = "refused"


class Job(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=50)
    state = models.CharField(
        _("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED
    )
    # Call and funder live on a higher floor: only their numbers are kept.
    call_id = models.BigIntegerField(_("call"), null=True, blank=True, db_index=True)
    funder_id = models.BigIntegerField(_("funder"), null=True, blank=True)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    once_key = models.CharField(max_length=100, blank=True, editable=False)
    total = models.PositiveIntegerField(_("items"), default=0)
    progress = models.PositiveIntegerField(_("items finished"), default=0)
    failures = models.PositiveIntegerField(_("items failed"), default=0)
    result = models.JSONField(_("result"), default=dict, blank=True)
    error_code = models.CharField(_("error"), max_length=100, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="jobs",
        verbose_name=_("started by"),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)
    # Since when it waits for a slice of a worker's time; who waits longest comes first.
    waits_since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "once_key"],
                condition=Q(state__in=UNFINISHED) & ~Q(once_key=""),
                name="job_once_while_unfinished",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=F("total")), name="job_progress_within_total"
            ),
            models.CheckConstraint(
                condition=Q(failures__lte=F("progress")), name="job_failures_within_progress"
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED, finished_at=None)
                | (~Q(state__in=UNFINISHED) & Q(finished_at__isnull=False)),
                name="job_finished_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.progress}/{self.total}"

    def get_absolute_url(self) -> str:
        return reverse("jobs:show", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED

    @property
    def refused(self) -> str:
        return str(self.result.get(REFUSED, ""))

    @property
    def succeeded(self) -> int:
        return self.progress - self.failures

    @property
    def waiting(self) -> int:
        return self.total - self.progress
