"""The hash of each full subtree of two leaves or more, so that no proof reads the whole log."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class MerkleNode(models.Model):
    """Over the leaves [index * 2^level, (index + 1) * 2^level), counted from 0."""

    level = models.PositiveSmallIntegerField(_("level"), editable=False)
    index = models.BigIntegerField(_("place"), editable=False)
    hash = models.CharField(_("hash"), max_length=64, editable=False)

    class Meta:
        verbose_name = _("node of the tree")
        verbose_name_plural = _("nodes of the tree")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["level", "index"], name="merkle_node_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1), name="merkle_node_level"),
            models.CheckConstraint(condition=models.Q(index__gte=0), name="merkle_node_place"),
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"
