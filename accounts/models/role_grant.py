"""Who may act as staff, for which funder or call, since when, given by whom."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OFFICER = "officer", _("call officer")
    APPROVER = "approver", _("approver")
    SIGNATORY = "signatory", _("signatory")
    FINANCE = "finance", _("finance")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class RoleGrant(models.Model):
    """Funder and call live on a higher floor, so only their numbers are kept; empty means all."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="role_grants",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    funder_id = models.BigIntegerField(_("funder"), null=True, blank=True)
    call_id = models.BigIntegerField(_("call"), null=True, blank=True)
    granted_at = models.DateTimeField(_("granted"), default=timezone.now, editable=False)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("granted by"),
    )

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        constraints = [
            # Coalesce: an empty scope equals an empty scope, on SQLite too.
            models.UniqueConstraint(
                "user",
                "role",
                Coalesce("funder_id", 0),
                Coalesce("call_id", 0),
                name="role_grant_once_per_scope",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="role_grant_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self._user_reads_anew()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        self._user_reads_anew()
        return deleted

    def _user_reads_anew(self) -> None:
        self.user.__dict__.pop("scopes", None)
