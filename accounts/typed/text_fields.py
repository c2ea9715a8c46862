"""Form fields for text: one rule for everything that people write (accounts.core.plain_text)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from accounts.core.plain_text import clean_identifier, clean_line, clean_text, holds_unseen


def refuse_unseen(text: str) -> None:
    if holds_unseen(text):
        words = _(
            "The text holds an invisible control character. Type it again, or paste it without"
            " formatting."
        )
        raise ValidationError(words, code="unseen")


class TextField(forms.CharField):
    """Several lines."""

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Our own words say more than those of the framework, and once is enough.
        self.validators = [
            one for one in self.validators if not isinstance(one, ProhibitNullCharactersValidator)
        ]
        self.validators.append(refuse_unseen)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: browsers count in halves of characters and cut what is pasted in silence.

        Several lines get a counter instead, which counts as the server does.
        """
        attrs = super().widget_attrs(widget)
        longest = attrs.pop("maxlength", None)
        if longest and isinstance(widget, forms.Textarea):
            attrs["data-max-length"] = longest
        return attrs

    def to_python(self, value: Any) -> Any:
        return self.cleaned(super().to_python(value) or "")

    def cleaned(self, text: str) -> str:
        return clean_text(text)


class LineField(TextField):
    """One line: a name, a title, an address."""

    widget = forms.TextInput

    def cleaned(self, text: str) -> str:
        return clean_line(text)


class IdentifierField(LineField):
    """A number or code that is copied from elsewhere: account, register, file, telephone."""

    def cleaned(self, text: str) -> str:
        return clean_identifier(text)
