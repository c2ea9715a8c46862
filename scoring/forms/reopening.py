"""What the chair opens again, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import TextField
from scoring.actions._scoring import MOST_CHARACTERS


class ReopenForm(forms.Form):
    """`choices`: `Openable.key` with its words."""

    parts = forms.MultipleChoiceField(
        label=_("What is opened again"),
        help_text=_("Everything else of the application stays locked."),
        widget=forms.CheckboxSelectMultiple(attrs={"data-small": True}),
        error_messages={
            "required": _("Choose what is opened again."),
            "invalid_choice": _("Choose what is opened again."),
        },
    )
    reason = TextField(
        label=_("Reason"),
        max_length=MOST_CHARACTERS,
        help_text=_("It stays in the file with what stood before."),
        error_messages={"required": _("Write why it is opened again.")},
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, choices: Sequence[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        parts: Any = self.fields["parts"]
        parts.choices = choices
        if len(choices) == 1:
            parts.initial = [choices[0][0]]
