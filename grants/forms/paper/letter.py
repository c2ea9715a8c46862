"""What comes on paper after an application: when, under which number, and its scan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import IdentifierField
from grants.actions.applying._paper import PaperLetter, Scan
from grants.forms.fields import DayField


def arrival_day() -> DayField:
    return DayField(
        label=_("Day"),
        help_text=_("Of the posting by registered mail, or of the registry office."),
        error_messages={"required": _("Enter the day.")},
    )


def register_number() -> IdentifierField:
    return IdentifierField(
        label=_("Number in the register of documents"),
        max_length=40,
        error_messages={"required": _("Enter the number in the register of documents.")},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )


def letter_scan(label: Any, missing: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=_("All that came as one PDF, at most 20 MB."),
        error_messages={"required": missing},
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )


class PaperLetterForm(forms.Form):
    """With the field `scan` of whoever takes it over; bound, it gives `letter()`."""

    use_required_attribute = False
    filed_on = arrival_day()
    registry_number = register_number()

    def letter(self) -> PaperLetter:
        given: dict[str, Any] = self.cleaned_data
        file = given["scan"]
        scan = Scan(file.name or "", file.read())
        return PaperLetter(given["filed_on"], given["registry_number"], scan)
