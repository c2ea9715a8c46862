"""What is entered at the opening session: its place, at its end who was there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.typed.text_fields import LineField, TextField
from grants.forms.fields import NumberField
from scoring.selectors.opening.session import Opening


class StartSessionForm(forms.Form):
    place = LineField(
        label=_("Where the session takes place"),
        max_length=200,
        help_text=_("It stands in the minutes, for example: session room, Riva 4."),
        error_messages={"required": _("Write where the session takes place.")},
    )


class PresentField(forms.ModelMultipleChoiceField):
    def __init__(self, opening: Opening, **given: Any) -> None:
        self.opening = opening
        people = [seat.user_id for seat in opening.seats]
        people += [user.pk for user in opening.openers]
        super().__init__(queryset=User.objects.filter(pk__in=people).order_by("pk"), **given)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {self.opening.role_words(obj)}"


class CloseForm(forms.Form):
    """`present` are people of the committee and those who opened."""

    def __init__(self, *args: Any, opening: Opening, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session = opening.session
        self.fields["present"] = PresentField(
            opening,
            label=_("Who is present"),
            error_messages={"required": _("Mark who is present.")},
            initial=[session.first_by_id, session.second_by_id] if session else [],
            widget=forms.CheckboxSelectMultiple(attrs={"data-small": True}),
        )
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
