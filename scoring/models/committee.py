"""The committee of a call: appointed by the mayor, scores by the published rubric."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models import LedgerEntry
from grants.models import Call


class CommitteeRole(models.TextChoices):
    CHAIR = "chair", _("chair of the committee")
    SECRETARY = "secretary", _("secretary of the committee")
    MEMBER = "member", _("member of the committee")
    SUBSTITUTE = "substitute", _("substitute member")


class LeftWhy(models.TextChoices):
    """The first two are the officer's, by a decision; the chair may excuse too."""

    DISMISSED = "dismissed", pgettext_lazy("member", "dismissed")
    REPLACED = "replaced", pgettext_lazy("member", "replaced")
    EXCUSED = "excused", pgettext_lazy("member", "excused")


class Committee(models.Model):
    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="committee")
    appointment = models.CharField(_("decision of appointment"), max_length=120, blank=True)
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    appointed_at = models.DateTimeField(_("appointed"))
    # From then on members see each other's sheets, and nothing on them changes.
    revealed_at = models.DateTimeField(_("scores revealed"), null=True, blank=True)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")

    def __str__(self) -> str:
        return f"committee of {self.call.code}"


# Of the seats of a committee those that somebody has.
SITS = models.Q(left_at=None)
_NEVER_LEFT = models.Q(
    left_at=None, left_why="", left_on=None, left_decision="", left_by=None, left_entry=None
) & models.Q(left_reason="")
_LEFT = models.Q(
    left_at__isnull=False,
    left_why__in=LeftWhy.values,
    left_on__isnull=False,
    left_by__isnull=False,
    left_entry__isnull=False,
) & ~models.Q(left_reason="")
_NEVER_TOOK = models.Q(
    in_place_of=None, took_at=None, took_on=None, took_by=None, took_decision="", former_role=""
)
_TOOK = models.Q(
    in_place_of__isnull=False, took_at__isnull=False, took_on__isnull=False, took_by__isnull=False
) & ~models.Q(took_decision="")


class CommitteeMember(models.Model):
    """A seat, from its appointment until its holder leaves; who has left does not come back.

    `role` is what the holder is now. Whoever has taken the seat of another one (`in_place_of`) was
    something else before (`former_role`), or did not sit in the committee.
    """

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="committee_seats"
    )
    role = models.CharField(max_length=10, choices=CommitteeRole.choices)
    # Compared with the officers of applicants; seen only by the member and in the file.
    address = models.CharField(_("address"), max_length=200, blank=True)
    other_memberships = models.TextField(_("memberships in organisations"), blank=True)
    declared_at = models.DateTimeField(_("conflicts declared"), null=True, blank=True)
    in_place_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor"
    )
    former_role = models.CharField(max_length=10, blank=True)
    took_at = models.DateTimeField(_("took the seat"), null=True, blank=True)
    took_on = models.DateField(_("day of the decision"), null=True, blank=True)
    took_decision = models.CharField(_("decision"), max_length=120, blank=True)
    took_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    left_why = models.CharField(max_length=10, choices=LeftWhy.choices, blank=True)
    left_on = models.DateField(_("day of the decision"), null=True, blank=True)
    left_decision = models.CharField(_("decision"), max_length=120, blank=True)
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    left_entry = models.ForeignKey(
        LedgerEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    left_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("member of a committee")
        verbose_name_plural = _("members of committees")
        ordering: ClassVar = ["committee", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["committee", "user"], name="committee_member_once"),
            models.UniqueConstraint(
                fields=["committee"],
                condition=models.Q(role=CommitteeRole.CHAIR) & SITS,
                name="committee_one_chair",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=CommitteeRole.values),
                name="committee_member_role_is_known",
            ),
            models.CheckConstraint(
                condition=_NEVER_LEFT | _LEFT, name="committee_member_left_with_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(left_why__in=["", LeftWhy.EXCUSED])
                | ~models.Q(left_decision=""),
                name="committee_member_left_by_a_decision",
            ),
            models.CheckConstraint(
                condition=_NEVER_TOOK | _TOOK, name="committee_member_took_by_a_decision"
            ),
            models.CheckConstraint(
                condition=models.Q(former_role__in=["", *CommitteeRole.values]),
                name="committee_member_former_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"

    def sat_at(self, moment: datetime) -> bool:
        """Whether the holder sat in the committee then."""
        if self.left_at is not None and self.left_at <= moment:
            return False
        return bool(self.former_role) or self.took_at is None or self.took_at <= moment

    def role_at(self, moment: datetime) -> str:
        """What the holder was then."""
        is_later = self.took_at is not None and moment < self.took_at
        return self.former_role if self.former_role and is_later else self.role
