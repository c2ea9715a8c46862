"""A decision on one application. Its content is frozen as data; the PDF is a rendering of it.

It is signed before it is issued, and once it was issued never changed. Where a replay gives an
application something else, a new one supersedes it, and the chain of both stays on record: each
supersedes at most one, each is superseded at most once.
"""

import json
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from awards.models.proposal import Proposal
from awards.models.signature import DecisionSignature
from grants.models import Application, Call


class DecisionKind(models.TextChoices):
    GRANTED = "granted", _("granted")
    PARTLY_GRANTED = "partly_granted", _("partly granted")
    REFUSED = "refused", _("refused")
    DISMISSED = "dismissed", _("dismissed")


def letters_of(content: Mapping[str, Any]) -> str:
    """Those beyond ASCII, each once, in order.

    >>> letters_of({"title": "Zbor Čriček", "rows": ["žož"]})
    'Ččž'
    """
    text = json.dumps(content, ensure_ascii=False)
    return "".join(sorted({letter for letter in text if not letter.isascii()}))


def in_force(decision: str = "") -> models.Q:
    """Issued, and superseded by nothing that is issued; `decision` is the path to it, with `__`."""
    issued = models.Q(**{f"{decision}issued_at__isnull": False})
    return issued & ~models.Q(**{f"{decision}pk__in": _superseded(issued_at__isnull=False)})


def _superseded(**by: bool) -> models.QuerySet["Decision", int]:
    """Keys of those that another one (as `by` says) supersedes.

    They are few, and found once. Joined instead, each decision seeks its successor by a column that
    is nearly always empty, and SQLite, which counts such rows as equals, then reads all for each.
    """
    rows = Decision.objects.filter(supersedes__isnull=False, **by).order_by()
    return rows.values_list("supersedes_id", flat=True)


class DecisionSet(models.QuerySet["Decision"]):
    def first_ones(self) -> Self:
        """Those of the computation that decided the call: they supersede nothing."""
        return self.filter(supersedes=None)

    def newest(self) -> Self:
        """The last of each application, whether it is issued or only prepared."""
        return self.exclude(pk__in=_superseded())

    def in_force(self) -> Self:
        """What holds for each application."""
        return self.filter(in_force())


class Decision(models.Model):
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="decisions")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=14, choices=DecisionKind.choices)
    number = models.CharField(_("file number"), max_length=40, unique=True)
    requested_cents = models.BigIntegerField()
    amount_cents = models.BigIntegerField()
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField()
    prepared_entry = models.ForeignKey(
        LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signature = models.ForeignKey(
        DecisionSignature, on_delete=models.PROTECT, null=True, related_name="signed"
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True)
    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, null=True, related_name="+")
    # The letters of the content beyond ASCII (`letters_of`): which of them no font has is asked of
    # all decisions of a call at once.
    letters = models.TextField(blank=True)
    # Everything the document says, structured, in every official language (awards/selectors).
    content = models.JSONField()

    objects = DecisionSet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering: ClassVar = ["call", "application__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(supersedes=None),
                name="decision_first_once_per_application",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_cents__gte=0)
                & models.Q(amount_cents__lte=models.F("requested_cents")),
                name="decision_amount_within_the_request",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[DecisionKind.GRANTED, DecisionKind.PARTLY_GRANTED],
                    amount_cents__gt=0,
                )
                | models.Q(kind__in=[DecisionKind.REFUSED, DecisionKind.DISMISSED], amount_cents=0),
                name="decision_kind_fits_its_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(issued_at=None)
                | (
                    models.Q(entry__isnull=False, signature__isnull=False)
                    & ~models.Q(document_sha256="")
                ),
                name="decision_issued_has_signature_document_and_entry",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["call", "kind"], name="decision_by_kind"),
            # They are few, and asked for by every page that says what holds.
            models.Index(
                fields=["call", "issued_at", "supersedes"],
                condition=models.Q(supersedes__isnull=False),
                name="decision_superseding",
            ),
        ]

    def __str__(self) -> str:
        return self.number
