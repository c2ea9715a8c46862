"""The funder: names in every language, letterhead, who signs."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.typed.address import AddressField
from accounts.typed.text_fields import IdentifierField, LineField
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
        official = self._official(funder)
        for column, label, longest in _TEXTS:
            data = getattr(funder, column).data
            texts = data if isinstance(data, dict) else {}
            for language, _name in settings.LANGUAGES:
                self.fields[f"{column}_{language}"] = language_field(
                    language, label, max_length=longest, required=language in official
                )
                self.stored[f"{column}_{language}"] = texts.get(language, "")
        self.initial.update(self.stored)

    def _official(self, funder: Funder) -> list[str]:
        """The languages that are ticked: as sent, else as kept."""
        if not self.is_bound:
            return list(funder.languages)
        widget, name = self.fields["languages"].widget, self.add_prefix("languages")
        return widget.value_from_datadict(self.data, self.files, name) or []

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
