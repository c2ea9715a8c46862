"""What is needed in the end, though not by the form in which it is written."""

from typing import Any

from accounts.typed.text_fields import TextField
from grants.forms.fields import NumberField


class LaterField(TextField):
    """Never shown as optional; the act that comes later asks for it."""

    def validate(self, value: Any) -> None:
        """Nothing yet."""


class LaterNumberField(NumberField):
    """The same for a number."""

    def validate(self, value: Any) -> None:
        """Nothing yet."""
