"""The municipality that gives the money, and the people who sign its decisions."""

from datetime import date
from typing import ClassVar, Final, Self

from django.conf import settings
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
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=40)
    languages = models.JSONField(_("official languages"), default=list)
    # SHA-256 of the picture in the letterhead that holds now; empty without arms.
    arms = models.CharField(_("arms"), max_length=64, blank=True)
    # How its case numbers are written (grants/core/case_numbers.py), and the least one that is
    # still free; without a pattern the officer writes the number of each call.
    case_numbers = models.CharField(_("case numbers"), max_length=24, blank=True)
    case_first = models.PositiveIntegerField(_("first number"), default=1)
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


class Letterhead(models.Model):
    """What stands at the head of the papers of a funder from a moment on, until the next row.

    Rows are added and never changed, so that a paper can be drawn again as it was.
    """

    funder = models.ForeignKey(Funder, on_delete=models.PROTECT, related_name="letterheads")
    since = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The arms as they were drawn anew (PNG), with their SHA-256; both empty without arms.
    arms_sha256 = models.CharField(max_length=64, blank=True)
    arms = models.BinaryField(blank=True)
    # Columns of the funder (grants/selectors/letterheads.py) as they were: texts by language.
    words = models.JSONField()

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")
        ordering: ClassVar = ["funder", "since", "pk"]

    def __str__(self) -> str:
        return f"{self.funder}, {self.since:%Y-%m-%d}"


class SignatorySet(models.QuerySet["Signatory"]):
    def signing_on(self, day: date) -> Self:
        """Whose term the day lies in, and whose account is open. A term without a last day is over
        when the next one of the same person begins.
        """
        begun = self.filter(ended_at=None, since__lte=day, user__is_active=True)
        lasting = begun.filter(models.Q(until=None) | models.Q(until__gte=day))
        later = Signatory.objects.filter(
            funder=models.OuterRef("funder"),
            user=models.OuterRef("user"),
            ended_at=None,
            since__gt=models.OuterRef("since"),
            since__lte=day,
        )
        return lasting.exclude(models.Exists(later))


class Signatory(models.Model):
    """Somebody who signs the decisions of a funder, in one function, for one term. An appointment
    is ended and never changed: what was signed in it names it. The next term of the same person
    may be entered ahead.
    """

    funder = models.ForeignKey(Funder, on_delete=models.PROTECT, related_name="signatories")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Days of the term, both within it; without an end until it is ended.
    since = models.DateField(_("signs from"))
    until = models.DateField(_("signs until"), null=True, blank=True)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    appointed_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    # As it stands under a decision, in the form that fits the person: “župan” or “županja”.
    title = I18nCharField(_("function"), max_length=120)

    objects = SignatorySet.as_manager()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering: ClassVar = ["funder", "-since", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["funder", "user", "since"],
                condition=models.Q(ended_at=None),
                name="signatory_term_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="signatory_term_does_not_end_before_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="signatory_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.title}"
