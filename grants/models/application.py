"""An application of an organisation in a lot of a call.

Until the opening the answers exist only in `sealed`: encrypted with the application's own data
key, which is itself wrapped by the key of the call (LEDGER, Seal). At the opening they move into
the plain columns below; `answers` is null exactly as long as nobody may read them.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models import Organisation
from grants.core import application_stages
from grants.core.text_search import MOST_FOLDED
from grants.core.workflow import ApplicationState, codes
from grants.models.call import Call
from grants.models.lot import Lot


class Channel(models.TextChoices):
    ONLINE = "online", _("online")
    PAPER = "paper", _("on paper")


class Application(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="applications"
    )
    number = models.CharField(_("number"), max_length=30, unique=True)
    state = models.CharField(max_length=14, default=application_stages.FIRST.value)
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.ONLINE)
    language = models.CharField(max_length=5)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()
    # Counts the saves of a draft, so that a stale tab cannot overwrite what another one wrote.
    draft_version = models.PositiveIntegerField(default=1)

    answers = models.JSONField(null=True, blank=True)
    # That of the submission: with it the document that was sent can be made again and compared.
    nonce = models.CharField(max_length=64, blank=True, default="")
    applicant = models.JSONField(_("applicant as submitted"), null=True, blank=True)
    # Whom the applicant names as its officers: a line for each (`office_lines`).
    offices = models.TextField(blank=True, default="")
    title = models.CharField(_("title of the project or programme"), max_length=300, blank=True)
    # Databases differ in č and à, so what is searched for is kept folded: its name, and the title.
    applicant_folded = models.CharField(max_length=MOST_FOLDED, blank=True, default="")
    title_folded = models.CharField(max_length=MOST_FOLDED, blank=True, default="")
    requested_cents = models.BigIntegerField(null=True, blank=True)
    eligible_cents = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering: ClassVar = ["call", "number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ApplicationState]),
                name="application_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(requested_cents=None) | models.Q(requested_cents__gt=0),
                name="application_requested_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=codes(application_stages.NEVER_OPENED))
                | models.Q(answers__isnull=False),
                name="application_opened_is_readable",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=codes(application_stages.DRAFTED))
                | models.Q(submitted_at__isnull=False),
                name="application_submitted_has_its_time",
            ),
        ]
        indexes: ClassVar = [
            # What is counted in lists; within a state and lot the rows come in the order in which
            # they lie, which reads several times as fast as any other.
            models.Index(fields=["call", "state", "lot"], name="application_by_state"),
            models.Index(fields=["organisation", "call"], name="application_by_organisation"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_unread(self) -> bool:
        """It was received at the opening, and what it says could not be read then or since: with
        the submission its nonce is read, and that of what came late is known without opening it.
        """
        return self.state in application_stages.OPENED and not self.nonce
