"""The funder: names in every language, letterhead, who signs."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.address_field import AddressField
from accounts.text_fields import IdentifierField, LineField
from grants.forms.call_parts import language_field
from grants.models import Funder

# Column, label, longest text.
_TEXTS = (
    ("name", _("Name"), 120),
    ("department", _("Department"), 120),
    ("address", _("Address"), 300),
    ("issuer", _("Who issues decisions"), 120),
    ("signatory_title", _("Title of the signatory"), 120),
)
PLAIN = ("signatory", "email", "phone")
COLUMNS = (*(column for column, _label, _longest in _TEXTS), *PLAIN, "languages")


class FunderForm(forms.Form):
    """A text is needed in every official language; others may stay empty."""

    languages = forms.MultipleChoiceField(
        label=_("Official languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple(attrs={"data-inline": True}),
        error_messages={"required": _("Choose at least one official language.")},
    )
    signatory = LineField(
        label=_("Who signs decisions"),
        max_length=120,
        error_messages={"required": _("Write who signs decisions.")},
    )
    email = AddressField(label=_("E-mail address"))
    phone = IdentifierField(
        label=_("Telephone"),
        max_length=40,
        error_messages={"required": _("Enter the telephone number.")},
    )

    def __init__(self, *args: Any, funder: Funder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: dict[str, Any] = {}
        self.stored.update({name: getattr(funder, name) for name in (*PLAIN, "languages")})
        for column, label, longest in _TEXTS:
            data = getattr(funder, column).data
            texts = data if isinstance(data, dict) else {}
            for language, _name in settings.LANGUAGES:
                field = language_field(language, label, max_length=longest, required=False)
                self.fields[f"{column}_{language}"] = field
                self.stored[f"{column}_{language}"] = texts.get(language, "")
        self.initial.update(self.stored)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for column, _label, _longest in _TEXTS:
            for language in given.get("languages") or []:
                name = f"{column}_{language}"
                if not given.get(name) and name not in self.errors:
                    self.add_error(
                        name,
                        ValidationError(_("An official language needs this text."), "required"),
                    )
        return given

    def texts(self) -> dict[str, dict[str, str]]:
        """{column: {language: text}}, empty texts left out."""
        return {
            column: {
                language: self.cleaned_data[f"{column}_{language}"]
                for language, _name in settings.LANGUAGES
                if self.cleaned_data[f"{column}_{language}"]
            }
            for column, _label, _longest in _TEXTS
        }
