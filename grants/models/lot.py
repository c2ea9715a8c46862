"""A lot of a call: its own form, rubric, pot and rule. Rows follow the call file."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from grants.models.call import Call


class LotKind(models.TextChoices):
    OPERATIONAL = "operational", _("operation, all year")
    PROJECT = "project", _("project")


class Lot(models.Model):
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="lots")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    code = models.CharField(max_length=20)
    kind = models.CharField(max_length=11, choices=LotKind.choices)
    title = models.JSONField(default=dict)
    budget_cents = models.BigIntegerField()
    position = models.PositiveSmallIntegerField()
    # Applications go only into lots without children.
    is_leaf = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("lot")
        verbose_name_plural = _("lots")
        ordering: ClassVar = ["call", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["call", "code"], name="lot_code_once_per_call"),
            models.CheckConstraint(
                condition=models.Q(budget_cents__gte=0), name="lot_budget_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=LotKind.values), name="lot_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.code} {self.code}"
