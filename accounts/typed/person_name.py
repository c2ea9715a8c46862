"""The one form field for the name of a person."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import LineField


class PersonNameField(LineField):
    """Name and surname on one line, with letters only."""

    def __init__(self, **kwargs: Any) -> None:
        given: dict[str, Any] = {
            "label": _("Name and surname"),
            "max_length": 150,
            "error_messages": {"required": _("Enter your name and surname.")},
            "widget": forms.TextInput(attrs={"autocomplete": "name"}),
        }
        super().__init__(**{**given, **kwargs})

    def clean(self, value: Any) -> Any:
        name = " ".join((super().clean(value) or "").split())
        # Marks that turn the direction of writing would let a name imitate another.
        if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co") for letter in name):
            raise ValidationError(_("Write the name with letters only."))
        return name
