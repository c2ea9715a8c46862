"""The committee of a call: who sits in it, and what the search for conflicts compares."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.languages import reader_language
from accounts.models import User
from accounts.sign_in.address_owner import owner_of
from accounts.typed.address import AddressField
from accounts.typed.person_name import PersonNameField
from accounts.typed.text_fields import IdentifierField, LineField
from grants.actions.office.invite_person import Newcomer
from grants.forms.fields import DayField
from scoring.actions.committee.appoint_committee import Seat
from scoring.models import CommitteeRole

FIRST_ROWS = 5


def person_at(address: str, name: str) -> User | Newcomer:
    """Whose account it is, or who is invited. Raises ValidationError where a name is needed."""
    user = owner_of(address)
    if user is None and not name:
        raise ValidationError(
            _(
                "Nobody with this address has an account here. Write the name too: an invitation"
                " goes to the address."
            ),
            code="no_account",
        )
    return user or Newcomer(address, name, reader_language())


class AppointmentForm(forms.Form):
    appointment = IdentifierField(
        label=_("Decision of appointment"),
        max_length=120,
        help_text=_("Number of the decision by which the committee was appointed."),
        error_messages={"required": _("Enter the decision of appointment.")},
    )
    decided_on = DayField(label=_("Day of the decision"))


class SeatForm(forms.Form):
    """One row; whoever has no account yet is invited, and needs a name."""

    email = AddressField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = PersonNameField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=CommitteeRole.choices,
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

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("email") and "name" not in self.errors:
            try:
                given["user"] = person_at(given["email"], given["name"])
            except ValidationError as error:
                self.add_error("name", error)
        return given

    def has_changed(self) -> bool:
        """A role alone is no person."""
        return any(name != "role" for name in self.changed_data)


class _Seats(forms.BaseFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["role"].initial = CommitteeRole.MEMBER if index else CommitteeRole.CHAIR

    def clean(self) -> None:
        if any(self.errors):
            return
        if not self.seats():
            raise ValidationError(_("Enter the members of the committee."))

    def seats(self) -> list[Seat]:
        rows = [form.cleaned_data for form in self.forms if form.has_changed()]
        return [
            Seat(
                user=row["user"],
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
