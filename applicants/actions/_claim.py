"""A registration number is entered: whether it is free, and who hears of it."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from applicants.models import Organisation
from applicants.number_letters import CLAIMED, owners_of
from jobs.actions.promise_letters import promise_letters


def refuse_proved_number(organisation: Organisation) -> None:
    """Raises ValidationError where another organisation has proved that the number is its own."""
    if _others(organisation).exclude(proved_at=None).exists():
        words = _("An organisation with this registration number is already here.")
        raise ValidationError({"registration_number": words})


def tell_claimants(organisation: Organisation) -> None:
    """All who have entered this number hear that they are not the only ones."""
    others = list(_others(organisation))
    for one in [organisation, *others] if others else []:
        promise_letters(kind=CLAIMED, about=one.pk, readers=owners_of(one))


def _others(organisation: Organisation) -> QuerySet[Organisation]:
    same = Organisation.objects.filter(registration_number=organisation.registration_number)
    return same.exclude(pk=organisation.pk)
