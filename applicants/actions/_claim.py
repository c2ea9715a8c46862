"""A registration number is entered: whether it is free, and who hears of it."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.attempts.limits import is_once_too_often
from applicants.models import Organisation
from applicants.number_letters import CLAIMED, owners_of
from jobs.actions.promise_letters import promise_letters


def refuse_proved_number(organisation: Organisation) -> None:
    """Raises ValidationError where another organisation has proved that the number is its own."""
    if _others(organisation).exclude(proved_at=None).exists():
        words = _("An organisation with this registration number is already here.")
        raise ValidationError({"registration_number": words})


def tell_claimants(organisation: Organisation) -> None:
    """All who have entered this number hear that they are not the only ones, once a day.

    A letter more would say nothing new, and whoever enters a number again and again writes none.
    """
    others = list(_others(organisation))
    for one in [organisation, *others] if others else []:
        if is_once_too_often("number-claimed", (one.pk, one.registration_number), 1):
            continue
        promise_letters(kind=CLAIMED, about=one.pk, readers=owners_of(one))


def _others(organisation: Organisation) -> QuerySet[Organisation]:
    same = Organisation.objects.filter(registration_number=organisation.registration_number)
    return same.exclude(pk=organisation.pk)
