"""A meeting of the committee: who is there, what it votes on, its minutes and who signs them off.

Its minutes write themselves; from the end of the meeting they stay as they are. Source: ZUP,
articles 74 to 80 (minutes) and 210 (how a collegiate body decides).
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models import LedgerEntry
from grants.models import Application, Call
from scoring.models.allocation_run import AllocationRun


class _Presides(models.Func):
    """Who presides since the last change of the attendance; Django knows no last of a JSON list
    that both databases read.
    """

    output_field = models.BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "JSON_EXTRACT(%(expressions)s, '$[#-1].presides')"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "(%(expressions)s #>> '{-1,presides}')::bigint"
        return self.as_sql(compiler, connection, template=template, **extra)


class MeetingQuerySet(models.QuerySet["CommitteeMeeting"]):
    def running_under(self, user: Any) -> "MeetingQuerySet":
        """Under way, with the user presiding now."""
        return self.alias(now=_Presides("attendance")).filter(ended_at=None, now=user.pk)


class CommitteeMeeting(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(_("place"), max_length=200)
    started_at = models.DateTimeField(_("started"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    end_entry = models.ForeignKey(
        LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+"
    )
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    remarks = models.TextField(_("remarks of those present"), blank=True)
    # From each moment on: [{at, presides: user, present: as that of an opening session}].
    attendance = models.JSONField(default=list)
    # By language, as scoring/selectors/meetings/minutes.py makes them; empty until the end.
    minutes = models.JSONField(default=dict)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting of a committee")
        verbose_name_plural = _("meetings of committees")
        ordering: ClassVar = ["call", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "number"], name="committee_meeting_number"),
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(ended_at=None),
                name="committee_meeting_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None, end_entry=None, minutes_sha256="")
                | (
                    models.Q(
                        ended_at__isnull=False, ended_by__isnull=False, end_entry__isnull=False
                    )
                    & ~models.Q(minutes_sha256="")
                ),
                name="committee_meeting_ends_with_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"meeting {self.number} of {self.call.code}"

    @property
    def present(self) -> list[dict[str, Any]]:
        """Who is there now; at the end who was there last."""
        return list(self.attendance[-1]["present"])

    @property
    def presides(self) -> int:
        return int(self.attendance[-1]["presides"])

    @property
    def came(self) -> list[dict[str, Any]]:
        """Everybody who was there at any time, each once, as they were first."""
        lines: dict[int, dict[str, Any]] = {}
        for one in self.attendance:
            for line in one["present"]:
                lines.setdefault(line["user"], line)
        return list(lines.values())


class VoteChoice(models.TextChoices):
    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAINED = "abstained", pgettext_lazy("vote", "abstained")


class MeetingVote(models.Model):
    """On the agreed value of a criterion, or on an allocation as the proposal of the committee."""

    meeting = models.ForeignKey(CommitteeMeeting, on_delete=models.PROTECT, related_name="votes")
    number = models.PositiveSmallIntegerField()
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="meeting_votes"
    )
    criterion = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=40, blank=True)
    allocation = models.ForeignKey(
        AllocationRun, on_delete=models.PROTECT, null=True, related_name="votes"
    )
    is_adopted = models.BooleanField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    # [{user, name, vote, opinion}]; the opinion is a separate one, mostly empty.
    ballots = models.JSONField(default=list)

    class Meta:
        verbose_name = _("vote of a committee")
        verbose_name_plural = _("votes of committees")
        ordering: ClassVar = ["meeting", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meeting_vote_number"),
            models.CheckConstraint(
                condition=models.Q(
                    application__isnull=True, criterion="", value="", allocation__isnull=False
                )
                | (
                    models.Q(application__isnull=False, allocation__isnull=True)
                    & ~models.Q(criterion="")
                    & ~models.Q(value="")
                ),
                name="meeting_vote_on_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: vote {self.number}"

    def count(self, choice: VoteChoice) -> int:
        return sum(ballot["vote"] == choice for ballot in self.ballots)


class SignatureKind(models.TextChoices):
    SIGNED = "signed", _("signed off")
    REFUSED = "refused", _("refused to sign off")
    # Noted by whoever leads the committee.
    MISSING = "missing", _("could not sign off")


class MinutesSignature(models.Model):
    """Of one who was there: signed off, or why not."""

    meeting = models.ForeignKey(
        CommitteeMeeting, on_delete=models.PROTECT, related_name="signatures"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=SignatureKind.choices)
    given_at = models.DateTimeField()
    # The person, or who noted that the person could not.
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    # Of a refusal and of a missing one; with a signature a remark, if there is one.
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("signature of minutes")
        verbose_name_plural = _("signatures of minutes")
        ordering: ClassVar = ["meeting", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "user"], name="minutes_signature_once"),
            models.CheckConstraint(
                condition=models.Q(kind=SignatureKind.SIGNED)
                | (
                    models.Q(kind__in=[SignatureKind.REFUSED, SignatureKind.MISSING])
                    & ~models.Q(reason="")
                ),
                name="minutes_signature_or_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} · {self.user_id}: {self.kind}"
