"""Who may act for an organisation, and who did.

A membership ends and is not deleted: whoever belonged to an applicant stays kept out of its calls
(grants/exclusion.py). Every reader sees only those that have not ended, unless it asks for `ever`.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models.organisation import Organisation


class MembershipRole(models.TextChoices):
    OWNER = "owner", _("owner: edits, submits, invites")
    EDITOR = "editor", _("editor: edits, does not submit")
    VIEWER = "viewer", _("viewer: only reads")


class LivingMemberships(models.Manager["Membership"]):
    def get_queryset(self) -> models.QuerySet["Membership"]:
        return super().get_queryset().filter(ended_at=None)


class Membership(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(
        _("what the person may do"), max_length=6, choices=MembershipRole.choices
    )
    created_at = models.DateTimeField(auto_now_add=True)
    # From then on it gives no right at all.
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[LivingMemberships] = LivingMemberships()
    ever: ClassVar[models.Manager["Membership"]] = models.Manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(ended_at__isnull=True),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=MembershipRole.values), name="membership_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"
