"""What an approver types when a proposal goes back, and whom the officer names to sign."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import LineField, TextField
from awards.selectors.signatories import signatories_in_term
from grants.models import Call
from grants.permissions import sign_for_call

_BETWEEN = re.compile(r"[\s,;]+")


class NumbersInput(forms.TextInput):
    """One text, or one value for each box that was ticked in a list."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        given: list[str] = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        return " ".join(one for one in given if one) or None


class ReturnForm(forms.Form):
    """`numbers()` are those of the applications that the return is about."""

    reason = TextField(
        label=_("Reason for the return"),
        help_text=_(
            "The committee and the officer read it, and it stays in the file. Write what has to be "
            "checked."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write the reason for the return: without it nobody knows what to check.")
        },
    )
    named = LineField(
        label=_("Numbers of the applications"),
        required=False,
        help_text=_(
            "Only these can be opened again. Without a number the whole proposal is meant."
        ),
        widget=NumbersInput,
    )

    def numbers(self) -> list[str]:
        """Of a valid form."""
        return _numbers(self.cleaned_data["named"])

    def marked(self) -> set[str]:
        """What was sent, whether it is valid or not."""
        return set(_numbers(self["named"].value() or ""))


class SignatoryOfCallForm(forms.Form):
    """Of those who could sign on this day; who is kept out of an application is not offered."""

    signatory = forms.TypedChoiceField(
        label=_("Who signs the decisions of this call"),
        coerce=int,
        widget=forms.RadioSelect(attrs={"data-small": True}),
        error_messages={
            "required": _("Choose who signs."),
            "invalid_choice": _("Choose who signs."),
        },
    )

    def __init__(self, *args: Any, call: Call, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["signatory"] = call.signatory_id
        offered: Any = self.fields["signatory"]
        offered.choices = [
            (one.user_id, str(one))
            for one in signatories_in_term(call, day)
            if sign_for_call.allows(one.user, call)
        ]


def _numbers(text: str) -> list[str]:
    return [one.upper() for one in _BETWEEN.split(text) if one]
