"""The committee of a call: appointed by the mayor, scores by the published rubric."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import LedgerEntry
from grants.models import Call


class CommitteeRole(models.TextChoices):
    CHAIR = "chair", _("chair of the committee")
    SECRETARY = "secretary", _("secretary of the committee")
    MEMBER = "member", _("member of the committee")
    SUBSTITUTE = "substitute", _("substitute member")


class Committee(models.Model):
    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="committee")
    appointment = models.CharField(_("decision of appointment"), max_length=120, blank=True)
    appointed_at = models.DateTimeField(_("appointed"))
    # From then on members see each other's sheets, and nothing on them changes.
    revealed_at = models.DateTimeField(_("scores revealed"), null=True, blank=True)
    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")

    def __str__(self) -> str:
        return f"committee of {self.call.code}"


class CommitteeMember(models.Model):
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="committee_seats"
    )
    role = models.CharField(max_length=10, choices=CommitteeRole.choices)
    # Compared with the officers of applicants; seen only by the member and in the file.
    address = models.CharField(_("address"), max_length=200, blank=True)
    other_memberships = models.TextField(_("memberships in organisations"), blank=True)
    declared_at = models.DateTimeField(_("conflicts declared"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a committee")
        verbose_name_plural = _("members of committees")
        ordering: ClassVar = ["committee", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["committee", "user"], name="committee_member_once"),
            models.UniqueConstraint(
                fields=["committee"],
                condition=models.Q(role=CommitteeRole.CHAIR),
                name="committee_one_chair",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=CommitteeRole.values),
                name="committee_member_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
