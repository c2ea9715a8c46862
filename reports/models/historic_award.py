"""One row of an imported list: what the list says, and nothing computed here."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.core.text_search import MOST_FOLDED
from grants.models import Funder, LotKind
from reports.models.historic_import import HistoricImport


class RecipientKind(models.TextChoices):
    ORGANISATION = "organisation", _("organisation")
    PERSON = "person", _("natural person")


class HistoricAward(models.Model):
    """An empty text or a missing amount is one that the list does not have.

    Of a natural person neither name nor numbers nor purpose are kept.
    """

    batch = models.ForeignKey(HistoricImport, on_delete=models.PROTECT, related_name="awards")
    funder = models.ForeignKey(Funder, on_delete=models.PROTECT, related_name="historic_awards")
    row = models.PositiveIntegerField(_("row of the source"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(_("number"), max_length=60, blank=True)
    recipient_kind = models.CharField(
        max_length=12, choices=RecipientKind.choices, default=RecipientKind.ORGANISATION.value
    )
    organisation = models.CharField(_("organisation"), max_length=250, blank=True)
    # Databases differ in č and à, so what is searched for is kept folded.
    organisation_folded = models.CharField(max_length=MOST_FOLDED, blank=True)
    organisation_number = models.CharField(
        _("number of the organisation"), max_length=60, blank=True
    )
    # The same in its one spelling, by which it is found.
    organisation_identity = models.CharField(max_length=60, blank=True)
    theme = models.CharField(_("theme"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=11, choices=LotKind.choices, blank=True)
    purpose = models.CharField(_("purpose"), max_length=1000, blank=True)
    requested_cents = models.BigIntegerField(null=True, blank=True)
    awarded_cents = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("past award")
        verbose_name_plural = _("past awards")
        ordering: ClassVar = ["batch", "row"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "row"], name="historic_award_row_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[*LotKind.values, ""]),
                name="historic_award_kind_is_known",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(recipient_kind=RecipientKind.ORGANISATION) & ~models.Q(organisation="")
                )
                | models.Q(
                    recipient_kind=RecipientKind.PERSON,
                    organisation="",
                    organisation_folded="",
                    organisation_number="",
                    organisation_identity="",
                    number="",
                    purpose="",
                ),
                name="historic_award_names_no_person",
            ),
            models.CheckConstraint(
                condition=models.Q(requested_cents__isnull=False)
                | models.Q(awarded_cents__isnull=False),
                name="historic_award_has_an_amount",
            ),
            models.CheckConstraint(
                condition=(models.Q(requested_cents=None) | models.Q(requested_cents__gte=0))
                & (models.Q(awarded_cents=None) | models.Q(awarded_cents__gte=0)),
                name="historic_award_amounts_not_negative",
            ),
        ]
        indexes: ClassVar = [
            # The order of the register.
            models.Index(
                fields=["-year", "funder", "batch", "row", "id"], name="historic_award_in_order"
            ),
            models.Index(
                fields=["theme", "-year", "funder", "batch", "row", "id"],
                name="historic_award_by_theme",
            ),
            models.Index(fields=["organisation_folded"], name="historic_award_by_name"),
            models.Index(fields=["organisation_identity"], name="historic_award_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.row}"
