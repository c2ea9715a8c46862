"""Who leads an organisation: used only to find conflicts of interest with committee members."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models.organisation import Organisation


class OrganisationOfficer(models.Model):
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="officers"
    )
    name = models.CharField(_("name and surname"), max_length=150)
    function = models.CharField(_("function"), max_length=80)
    address = models.CharField(_("address"), max_length=200, blank=True)
    legal_representative = models.BooleanField(_("legal representative"), default=False)

    class Meta:
        verbose_name = _("officer of an organisation")
        verbose_name_plural = _("officers of organisations")
        ordering: ClassVar = ["-legal_representative", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "name", "function"], name="organisation_officer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.function}"
