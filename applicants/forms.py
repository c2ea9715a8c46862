"""The shape of what people enter about an organisation, with the check digits of its numbers."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from stdnum import iban
from stdnum.exceptions import ValidationError as NumberFault
from stdnum.si import ddv, maticna

from accounts.core.identity_number import identity_number
from accounts.core.near_days import FIRST_DAY, LAST_DAY, is_near
from accounts.core.plain_text import clean_line
from accounts.days import read_day
from accounts.typed.address import AddressField
from accounts.typed.text_fields import IdentifierField, LineField, TextField, refuse_unseen
from applicants.models import LegalForm, MembershipRole, Organisation, OrganisationOfficer
from applicants.selectors import DATA

_DAY_HINT = _("For example 8. 5. 2027.")
_LINES = ("name", "street", "place", "public_interest_field")
_IDENTIFIERS = ("registration_number", "tax_number", "iban", "postcode", "phone")


class _DayField(forms.DateField):
    """Read as every other day in the house."""

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or value in self.empty_values or not clean_line(str(value)):
            return super().to_python(value if isinstance(value, date) else None)
        day = read_day(str(value))
        if day is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if not is_near(day):
            words = _("The year %(year)s is too far away: enter one from %(first)s to %(last)s.")
            years = {"year": day.year, "first": FIRST_DAY.year, "last": LAST_DAY.year}
            raise forms.ValidationError(words, code="too_far", params=years)
        return day


def _day(label: Any, hint: Any = _DAY_HINT) -> forms.DateField:
    return _DayField(
        label=label,
        required=False,
        localize=False,
        help_text=hint,
        widget=forms.DateInput(
            format="%d. %m. %Y", attrs={"class": "govuk-input--width-10", "autocomplete": "off"}
        ),
        error_messages={"invalid": _("Enter a day, for example 8. 5. 2027.")},
    )


class OrganisationForm(forms.ModelForm):
    """Numbers are kept in their compact form, so that equal numbers are equal text."""

    use_required_attribute = False
    registered_on = _day(_("Registered on"))
    public_interest_until = _day(_("Status in the public interest, valid until"))

    class Meta:
        model = Organisation
        fields: ClassVar[tuple[str, ...]] = DATA
        widgets = {
            "legal_form": forms.RadioSelect,
            "registration_number": forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            "tax_number": forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            "iban": forms.TextInput(attrs={"class": "govuk-input--width-20"}),
            "postcode": forms.TextInput(
                attrs={"class": "govuk-input--width-5", "autocomplete": "postal-code"}
            ),
            "phone": forms.TextInput(
                attrs={"class": "govuk-input--width-20", "autocomplete": "tel"}
            ),
        }
        field_classes = {
            **dict.fromkeys(_LINES, LineField),
            **dict.fromkeys(_IDENTIFIERS, IdentifierField),
            "email": AddressField,
        }
        labels = {"place": pgettext_lazy("address", "Place")}
        error_messages = {
            "name": {"required": _("Enter the name of the organisation.")},
            "legal_form": {"required": _("Choose the legal form.")},
            "registration_number": {"required": _("Enter the registration number.")},
            "tax_number": {"required": _("Enter the tax number.")},
            "iban": {"required": _("Enter the number of the account.")},
            "street": {"required": _("Enter the street and the house number.")},
            "postcode": {"required": _("Enter the postcode.")},
            "place": {"required": _("Enter the place.")},
        }
        help_texts = {
            "registration_number": _("Seven or ten digits, as in the business register."),
            "tax_number": _("Eight digits."),
            "iban": _("The account of the organisation, for example SI56 1910 0000 0123 438."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without the empty choice that a drop-down list has.
        legal_form: Any = self.fields["legal_form"]
        legal_form.choices = LegalForm.choices
        for name in ("registration_number", "tax_number", "iban"):
            # People write spaces and country codes; what is too long is judged after those.
            number: Any = self.fields[name]
            number.max_length = None
            number.validators = [refuse_unseen]

    def clean_registration_number(self) -> str:
        return _registration_number(self.cleaned_data["registration_number"])

    def clean_tax_number(self) -> str:
        return _checked(
            ddv.validate,
            self.cleaned_data["tax_number"],
            _("This tax number is not right: check its digits."),
        )

    def clean_iban(self) -> str:
        return _checked(
            iban.validate,
            self.cleaned_data["iban"],
            _("This account number is not right: check its digits."),
        )


class NumberForm(forms.Form):
    """By its number alone an organisation is looked for."""

    use_required_attribute = False
    registration_number = IdentifierField(
        label=_("Registration number"),
        help_text=_("Seven or ten digits, as in the business register."),
        error_messages={"required": _("Enter the registration number.")},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )

    def clean_registration_number(self) -> str:
        return _registration_number(self.cleaned_data["registration_number"])


class SenderForm(OrganisationForm):
    """The sender of a paper application, as far as the paper tells."""

    representative = LineField(
        label=_("Legal representative"),
        required=False,
        max_length=150,
        help_text=_("Name and surname of whoever signs; conflicts of interest are found by it."),
    )

    class Meta(OrganisationForm.Meta):
        fields = (
            *("registration_number", "name", "legal_form", "street", "postcode", "place"),
            *("email", "phone", "tax_number", "iban"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # No paper application says these.
        for name in ("registered_on", "public_interest_until"):
            del self.fields[name]
        for name in ("email", "tax_number", "iban"):
            self.fields[name].required = False
        self.fields["registration_number"].widget = forms.HiddenInput()

    def clean_tax_number(self) -> str:
        return super().clean_tax_number() if self.cleaned_data["tax_number"] else ""

    def clean_iban(self) -> str:
        return super().clean_iban() if self.cleaned_data["iban"] else ""


def _registration_number(typed: str) -> str:
    words = _("This registration number is not right: check its digits.")
    return identity_number(_checked(maticna.validate, typed, words))


def _checked(validate: Callable[[str], str], typed: str, message: Any) -> str:
    try:
        return validate(identity_number(typed))
    except NumberFault:
        raise forms.ValidationError(message) from None


class OfficerForm(forms.ModelForm):
    use_required_attribute = False

    class Meta:
        model = OrganisationOfficer
        fields = ("name", "function", "address", "legal_representative")
        field_classes = dict.fromkeys(("name", "function", "address"), LineField)
        error_messages = {
            "name": {"required": _("Enter the name of the person.")},
            "function": {"required": _("Enter what the person is in the organisation.")},
        }


OfficerFormSet = forms.formset_factory(
    OfficerForm, extra=2, max_num=30, validate_max=True, can_delete=True
)


class InviteForm(forms.Form):
    use_required_attribute = False
    email = AddressField(label=_("E-mail address of the person"))
    role = forms.ChoiceField(
        label=_("What the person may do"),
        choices=MembershipRole.choices,
        initial=MembershipRole.EDITOR,
        error_messages={"required": _("Choose what the person may do.")},
        widget=forms.RadioSelect,
    )


class MemberForm(forms.Form):
    use_required_attribute = False
    role = forms.ChoiceField(
        label=_("What the person may do"),
        choices=[*MembershipRole.choices, ("", _("no longer a member"))],
        required=False,
        widget=forms.RadioSelect,
    )


class ProofForm(forms.Form):
    use_required_attribute = False
    evidence = LineField(
        label=_("What was seen"),
        max_length=300,
        error_messages={"required": _("Write what was seen.")},
        help_text=_(
            "For example: extract from the business register of 12. 11. 2026. Only the"
            " office reads it."
        ),
    )
    reason = TextField(
        label=_("Reason, for the letters"),
        max_length=500,
        error_messages={"required": _("Write the reason.")},
        help_text=_("Without names: all who have entered the number read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DocumentForm(forms.Form):
    use_required_attribute = False
    title = LineField(
        label=_("What the document is"),
        max_length=120,
        error_messages={"required": _("Write what the document is.")},
        help_text=_("For example the statute, or the decision on the public interest."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, DOCX, XLSX, ODT, ODS, JPG or PNG, at most 20 MB."),
        error_messages={"required": _("Choose the file.")},
    )
    valid_until = _day(_("Valid until"), _("Leave it empty where the document does not expire."))
