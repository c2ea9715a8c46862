"""The municipality that gives the money and signs the decisions."""

from typing import ClassVar, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from grants.core.workflow import CallStep, CallWork


class Country(models.TextChoices):
    """Whose holidays are free days, by its code of ISO 3166-1."""

    SLOVENIA = "SI", _("Slovenia")
    ITALY = "IT", _("Italy")


# What one person begins and another confirms, where the funder wants it.
FOR_TWO: Final = (
    CallStep.PUBLISH,
    CallStep.CANCEL,
    CallWork.AMEND,
    CallWork.RELEASE_MEMBER,
    CallWork.EXCUSE_MEMBER,
    CallWork.GIVE_SEAT,
)


def steps_for_two() -> list[str]:
    """Of a new funder: nobody publishes alone."""
    return [CallStep.PUBLISH.value]


class Funder(models.Model):
    code = models.SlugField(max_length=40, unique=True)
    country = models.CharField(
        _("country"), max_length=2, choices=Country.choices, default=Country.SLOVENIA
    )
    name = I18nCharField(_("name"), max_length=120)
    # The name within a sentence, where the languages would not say it right by themselves.
    name_of = I18nCharField(_("name, whose"), max_length=120, blank=True, default=dict)
    name_in = I18nCharField(_("name, where"), max_length=120, blank=True, default=dict)
    department = I18nCharField(_("department"), max_length=120)
    address = I18nTextField(_("address"))
    # What stands before the decision: who issues it, in the words of the funder's own statute.
    issuer = I18nCharField(_("who issues decisions"), max_length=120)
    signatory = models.CharField(_("who signs decisions"), max_length=120)
    signatory_title = I18nCharField(_("title of the signatory"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=40)
    languages = models.JSONField(_("official languages"), default=list)
    arms = models.CharField(_("arms (path of a static file)"), max_length=120, blank=True)
    # Steps on a call that another person has to confirm, by the names of the workflow.
    second_person = models.JSONField(
        _("steps that a second person confirms"), default=steps_for_two, blank=True
    )
    fictional = models.BooleanField(_("fictional"), default=False)

    class Meta:
        verbose_name = _("funder")
        verbose_name_plural = _("funders")
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return str(self.name)
