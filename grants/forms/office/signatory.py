"""Who signs the decisions of a funder: the person, the function in each language, the term."""

from collections.abc import Container
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.typed.address import AddressField
from accounts.typed.person_name import PersonNameField
from grants.actions.office.invite_person import Newcomer
from grants.forms.call_parts import language_field
from grants.forms.fields import DayField
from grants.models import Funder

LONGEST_TITLE = 120


def add_titles(form: forms.Form, official: Container[str], name: str = "title") -> list[str]:
    """A field for the function in each language; the names of the fields."""
    for language, _name in settings.LANGUAGES:
        form.fields[f"{name}_{language}"] = language_field(
            language,
            _("Function of the signatory"),
            max_length=LONGEST_TITLE,
            required=language in official,
            help_text=_("In the form that fits the person, as it stands under a decision."),
        )
    return [f"{name}_{language}" for language, _name in settings.LANGUAGES]


def titles_in(form: forms.Form, name: str = "title") -> dict[str, str]:
    """{language: text} of a valid form, empty texts left out."""
    found = {
        language: form.cleaned_data[f"{name}_{language}"] for language, _name in settings.LANGUAGES
    }
    return {language: text for language, text in found.items() if text}


class SignatoryForm(forms.Form):
    email = AddressField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = PersonNameField(
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Needed for somebody who has no account here yet: an invitation is sent."),
    )
    since = DayField(label=_("Signs from"), help_text=_("The first day of the term."))
    until = DayField(
        label=_("Signs until"),
        required=False,
        help_text=_(
            "The last day of the term. Without it, until you end the appointment or the next term"
            " of the same person begins."
        ),
    )

    def __init__(self, *args: Any, funder: Funder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.funder = funder
        self.initial.setdefault("since", timezone.localdate())
        titles = add_titles(self, funder.languages)
        self.order_fields(["email", "name", *titles, "since", "until"])

    def appointed(self) -> dict[str, Any]:
        """What `appoint_signatory` takes."""
        given = self.cleaned_data
        language = self.funder.languages[0]
        return {
            "person": Newcomer(given["email"], given["name"], language),
            "title": titles_in(self),
            "since": given["since"],
            "until": given["until"],
        }
