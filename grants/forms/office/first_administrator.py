"""Whoever administers a new installation first."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.typed.address import AddressField
from accounts.typed.person_name import PersonNameField


class FirstAdministratorForm(forms.Form):
    name = PersonNameField(label=_("Name and surname of the administrator"))
    email = AddressField(label=_("E-mail address of the administrator"))
    language = forms.ChoiceField(
        label=_("Language of the administrator"),
        choices=settings.LANGUAGES,
        error_messages={"required": _("Choose the language.")},
    )
