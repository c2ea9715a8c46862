"""Fields for text in one language, and the question whether it is in that one.

A text that reads like another language comes back once, with the question at its field; sent again
as it is, it is right. Nothing is refused, and nothing that was typed is lost.
"""

import hashlib
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.typed.language_of_text import other_language


class InLanguage(forms.Widget):
    """A control for text in `language`; `asked` is the mark of the text that was asked about."""

    def __init__(self, language: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"lang": language, **(attrs or {})})
        self.language = language
        self.asked = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        control = super().render(name, value, attrs, renderer)
        if not self.asked:
            return control
        form = self.attrs.get("form", "")
        owner = format_html(' form="{}"', form) if form else SafeString("")
        mark = '{}<input type="hidden" name="{}" value="{}"{}>'
        return format_html(mark, control, name + _RIGHT, self.asked, owner)


class TextInLanguage(InLanguage, forms.Textarea):
    """Several lines."""


class LineInLanguage(InLanguage, forms.TextInput):
    """One line."""


class AsksLanguage(forms.BaseForm):
    """A form that asks about each text of an `InLanguage` control once."""

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            return
        for name, field in self.fields.items():
            text = getattr(self, "cleaned_data", {}).get(name)
            if isinstance(field.widget, InLanguage) and isinstance(text, str):
                self._ask(name, field.widget, text)

    def _ask(self, name: str, control: InLanguage, text: str) -> None:
        names = dict(settings.LANGUAGES)
        other = other_language(text, control.language, list(names))
        mark = hashlib.sha256(text.encode()).hexdigest()[:16]
        if other is None or self.data.get(self.add_prefix(name) + _RIGHT) == mark:
            return
        control.asked = mark
        words = _(
            "This text reads like another language (%(other)s) than that of the field (%(own)s)."
            " Correct it, or send it once more as it is if it is right."
        )
        said = words % {"other": names[other], "own": names[control.language]}
        self.add_error(name, ValidationError(said, code="language"))


_RIGHT = "-language-is-right"
