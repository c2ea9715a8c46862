"""What is entered at the opening session: its place, who is there, at its end what was said."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import ConfirmAgainForm
from accounts.typed.text_fields import LineField, TextField
from grants.forms.fields import NumberField
from scoring.forms.attendance import AttendanceForm


class StartSessionForm(AttendanceForm):
    place = LineField(
        label=_("Where the session takes place"),
        max_length=200,
        help_text=_("It stands in the minutes, for example: session room, Riva 4."),
        error_messages={"required": _("Write where the session takes place.")},
    )


class KeyForm(AttendanceForm, ConfirmAgainForm):
    """Who is there, and the password of whoever confirms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = [name for name in ("password", "code") if name in self.fields]
        self.order_fields([*(name for name in self.fields if name not in last), *last])


class CloseForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["public"] = NumberField(
            label=_("Persons from the public"),
            maximum=9999,
            initial=0,
        )
        self.fields["public"].widget.attrs["class"] = "govuk-input--width-4 m-input-num"
        self.fields["remarks"] = TextField(
            label=_("Remarks of those present"),
            max_length=5000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
