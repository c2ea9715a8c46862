"""A letter on paper that the office serves by post: a request or a decision, on the application or
about a member of the committee, and its return slip.

Service is personal (ZUP, articles 87 to 98): the day on the return slip is that of the delivery;
what was not collected counts as delivered when 15 days are over since the notice was left. What
came back undelivered was never served, so it is sent once more.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from awards.models.decision import Decision
from awards.models.printed_letter import PrintedLetter
from grants.models import Application, Request
from scoring.models import MemberRuling


class SlipKind(models.TextChoices):
    """What the return slip says; `on` is the day that it says of it."""

    HANDED_OVER = "handed_over", _("handed over")
    NOT_COLLECTED = "not_collected", _("notice left, not collected within 15 days")
    REFUSED = "refused", _("acceptance refused")
    RETURNED = "returned", _("returned undelivered, because the address is not right")


class Mailing(models.Model):
    """Of one request, one decision, or one `ruling` about a member, which is printed without being
    that of a request. `served_on` is the day that
    counts; none where the letter came back undelivered, or the slip has not come yet.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="mailings")
    number = models.PositiveSmallIntegerField()
    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, null=True, related_name="mailings"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="mailings"
    )
    posted_on = models.DateField()
    # Of the registered item; empty where the office's own messenger serves.
    item_number = models.CharField(max_length=40, blank=True, default="")
    # The document of a decision lies with the decision.
    printed = models.ForeignKey(
        PrintedLetter, on_delete=models.PROTECT, null=True, related_name="mailings"
    )
    letter_sha256 = models.CharField(max_length=64)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    posted_at = models.DateTimeField()
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    slip_kind = models.CharField(max_length=13, choices=SlipKind.choices, blank=True, default="")
    slip_on = models.DateField(null=True)
    served_on = models.DateField(null=True)
    slip = models.FileField(upload_to="slips/%Y/", blank=True)
    slip_name = models.CharField(max_length=200, blank=True, default="")
    slip_sha256 = models.CharField(max_length=64, blank=True, default="")
    slip_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    slip_at = models.DateTimeField(null=True)
    slip_entry = models.ForeignKey(
        LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("letter by post")
        verbose_name_plural = _("letters by post")
        ordering: ClassVar = ["application", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application", "number"], name="mailing_number_once_per_application"
            ),
            models.CheckConstraint(
                condition=models.Q(printed__isnull=False, decision=None)
                | models.Q(request=None, printed=None, decision__isnull=False),
                name="mailing_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(slip_kind="", slip_on=None, served_on=None, slip_entry=None)
                | models.Q(
                    slip_kind=SlipKind.RETURNED,
                    slip_on__gte=models.F("posted_on"),
                    served_on=None,
                    slip_entry__isnull=False,
                )
                | models.Q(
                    slip_kind__in=[
                        SlipKind.HANDED_OVER,
                        SlipKind.NOT_COLLECTED,
                        SlipKind.REFUSED,
                    ],
                    slip_on__gte=models.F("posted_on"),
                    served_on__gte=models.F("slip_on"),
                    slip_entry__isnull=False,
                ),
                name="mailing_slip_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number} {self.number}"

    @property
    def ruling(self) -> MemberRuling | None:
        return self.printed.ruling if self.printed is not None else None

    @property
    def of_the_same(self) -> models.QuerySet["Mailing"]:
        """All letters with what this one is about."""
        printed = self.printed
        return Mailing.objects.filter(
            request=self.request_id,
            decision=self.decision_id,
            printed__ruling=printed.ruling_id if printed is not None else None,
        )

    @property
    def is_on_its_way(self) -> bool:
        return not self.slip_kind
