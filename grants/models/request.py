"""What one party is asked for: named things, until a time, answered once.

A supplement asks an applicant for answers of the form that are missing or cannot be read. Only the
things that are named are open to the answer; each keeps what stood before it and what stands after.

A hearing tells an applicant which recognised facts differ from the declared ones, and asks what it
says about them (ZUP, articles 9 and 138). Nothing of the application changes by the answer; what it
says is weighed, fact by fact.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models import LedgerEntry
from grants.models.application import Application
from grants.models.attachment import Attachment


class RequestKind(models.TextChoices):
    SUPPLEMENT = "supplement", _("call to supplement")
    HEARING = "hearing", _("right to be heard")


class RequestOutcome(models.TextChoices):
    OPEN = "", pgettext_lazy("request", "not answered")
    ANSWERED = "answered", pgettext_lazy("request", "answered")
    TAKEN_BACK = "taken_back", pgettext_lazy("request", "taken back")


class Request(models.Model):
    """The party is the applicant. After `due_at` an unanswered request has lapsed.

    The `days` run from the delivery; until somebody takes the request over, `due_at` is where they
    end if nobody ever does. `by_post` it is served on paper: until the office records the delivery
    or announces it to the public there is no `due_at`, and nobody takes it over in an account.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=20, choices=RequestKind.choices)
    number = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    by_post = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    # Empty where nobody took it over.
    delivered_at = models.DateTimeField(null=True)
    delivered_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Of a public notice, from which the law counts the delivery of what no address could be found
    # for.
    announced_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    due_entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    outcome = models.CharField(
        max_length=10, choices=RequestOutcome.choices, default=RequestOutcome.OPEN.value, blank=True
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    closed_because = models.TextField(blank=True, default="")
    closing_entry = models.ForeignKey(
        LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering: ClassVar = ["application", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "number"], name="request_number_once_per_application"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=RequestKind.values), name="request_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("asked_at")), name="request_due_after_asked"
            ),
            models.CheckConstraint(
                condition=models.Q(delivered_at=None, delivered_to=None)
                | models.Q(delivered_at__isnull=False, delivered_to__isnull=False, by_post=False)
                | models.Q(delivered_at__isnull=False, delivered_to=None, by_post=True),
                name="request_delivered_to_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(announced_on=None)
                | models.Q(announced_on__isnull=False, due_at__isnull=False, by_post=True),
                name="request_announced_of_what_is_on_paper",
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__isnull=False)
                | models.Q(by_post=True, delivered_at=None),
                name="request_due_unless_on_its_way",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=RequestOutcome.OPEN, closed_at=None, closing_entry=None)
                | models.Q(
                    outcome__in=[RequestOutcome.ANSWERED, RequestOutcome.TAKEN_BACK],
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    closing_entry__isnull=False,
                ),
                name="request_closed_as_a_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=RequestOutcome.TAKEN_BACK)
                | ~models.Q(closed_because=""),
                name="request_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number} {self.kind} {self.number}"


class RequestedThing(models.Model):
    """One field of the form; a file is the answer to its field. In a hearing, one fact.

    `before` and `after` are answers in canonical form, null where there was or is none. A thing
    that the applicant passed over has no `after` and is not `is_answered`.

    In a hearing `before` is what was declared, `recognised` what is told, `reason` why, and
    `effect` what the difference does to points: [{criterion, declared, recognised, is_most}] in
    exact decimals, the sum under an empty code; `after` is {agrees: true, false or null, text}.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="things")
    position = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=40)
    # {language: text}, both; in at least one official language.
    reason = models.JSONField(_("reason"), default=dict)
    article = models.JSONField(_("article of the rules"), default=dict)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    is_answered = models.BooleanField(default=False)
    recognised = models.JSONField(null=True)
    effect = models.JSONField(default=list)

    class Meta:
        verbose_name = _("thing asked for")
        verbose_name_plural = _("things asked for")
        ordering: ClassVar = ["request", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "field"], name="requested_thing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.field}"


class PaperAnswer(models.Model):
    """An answer that came on paper: when it was posted or handed in, and its scan."""

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="on_paper")
    filed_on = models.DateField()
    # Of the register of documents.
    registry_number = models.CharField(max_length=40)
    scan = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("answer on paper")
        verbose_name_plural = _("answers on paper")
        ordering: ClassVar = ["request"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(registry_number=""), name="paper_answer_has_its_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.registry_number}"


class LateAnswer(models.Model):
    """What came on paper after the time had ended: it stays on record and changes nothing.

    The scan is no file of the application, so nobody judges by it. Source: ZUP, article 68.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="late_answers")
    number = models.PositiveSmallIntegerField()
    filed_on = models.DateField()
    # Of the register of documents.
    registry_number = models.CharField(max_length=40)
    scan = models.FileField(upload_to="late/%Y/")
    scan_name = models.CharField(max_length=200)
    scan_sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("late answer on paper")
        verbose_name_plural = _("late answers on paper")
        ordering: ClassVar = ["request", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "number"], name="late_answer_number_once"),
            models.CheckConstraint(
                condition=~models.Q(registry_number=""), name="late_answer_has_its_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.registry_number}"


class WeighedAnswer(models.Model):
    """What the officer makes of the answer about one fact, in a sentence that stands in the
    decision. `kept` is the value that was recognised then, in canonical form.
    """

    thing = models.OneToOneField(RequestedThing, on_delete=models.PROTECT, related_name="weighed")
    weighed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    weighed_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    kept = models.JSONField(null=True)
    # {language: text}, in at least one official language.
    sentence = models.JSONField(_("weighing of the answer"), default=dict)

    class Meta:
        verbose_name = _("weighed answer")
        verbose_name_plural = _("weighed answers")
        ordering: ClassVar = ["thing"]

    def __str__(self) -> str:
        return str(self.thing)
