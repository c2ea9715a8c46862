"""The committee of a call: who sits in it, and what the search for conflicts compares."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.typed.address import AddressField
from accounts.typed.text_fields import IdentifierField, LineField
from grants.forms.fields import DayField
from scoring.actions.committee.appoint_committee import Seat
from scoring.models import CommitteeRole

FIRST_ROWS = 5


def account_of(address: str) -> User:
    """Raises ValidationError where nobody has one with this address."""
    if not address:
        raise ValidationError(_("Enter the e-mail address."), code="required")
    user = User.objects.with_address(address)
    if user is None:
        raise ValidationError(
            _("Nobody with the address %(email)s has an account here."),
            params={"email": address},
            code="no_account",
        )
    return user


class AppointmentForm(forms.Form):
    appointment = IdentifierField(
        label=_("Decision of appointment"),
        max_length=120,
        help_text=_("Number of the decision by which the committee was appointed."),
        error_messages={"required": _("Enter the decision of appointment.")},
    )
    decided_on = DayField(label=_("Day of the decision"))


class SeatForm(forms.Form):
    """One row; the person must have an account already."""

    email = AddressField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", "–"), *CommitteeRole.choices],
        error_messages={"required": _("Choose the role.")},
    )
    address = LineField(
        label=_("Home address"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    other_memberships = LineField(
        label=_("Memberships in organisations"),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> User:
        return account_of(self.cleaned_data["email"])


class _Seats(forms.BaseFormSet):
    def clean(self) -> None:
        if any(self.errors):
            return
        if not self.seats():
            raise ValidationError(_("Enter the members of the committee."))

    def seats(self) -> list[Seat]:
        rows = [form.cleaned_data for form in self.forms if form.has_changed()]
        return [
            Seat(
                user=row["email"],
                role=CommitteeRole(row["role"]),
                address=row["address"],
                other_memberships=row["other_memberships"],
            )
            for row in rows
            if row
        ]


SeatFormSet: Any = forms.formset_factory(
    SeatForm, formset=_Seats, extra=FIRST_ROWS, max_num=30, absolute_max=30
)
