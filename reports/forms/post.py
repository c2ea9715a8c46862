"""A letter that went to the post, and the return slip that came back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import IdentifierField
from awards.actions.post.serve_letter import Slip
from awards.models import SlipKind
from grants.actions.applying._paper import Scan
from grants.forms.fields import DayField


class PostingForm(forms.Form):
    use_required_attribute = False
    posted_on = DayField(
        label=_("Day on which it was sent"),
        error_messages={"required": _("Enter the day on which the letter was sent.")},
    )
    item_number = IdentifierField(
        label=_("Number of the registered item"),
        required=False,
        max_length=40,
        help_text=_("As on the receipt of the post office. Empty where your own messenger serves."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )


class SlipForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("What the return slip says"),
        choices=SlipKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the return slip says.")},
    )
    on = DayField(
        label=_("Day on the slip"),
        help_text=_("Of the delivery, or of the notice that was left."),
        error_messages={"required": _("Enter the day that stands on the slip.")},
    )
    scan = forms.FileField(
        label=_("Scan of the slip"),
        help_text=_("One PDF, at most 20 MB."),
        error_messages={"required": _("Add the scan of the return slip.")},
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )

    def read_slip(self) -> Slip:
        given: dict[str, Any] = self.cleaned_data
        file = given["scan"]
        return Slip(SlipKind(given["kind"]), given["on"], Scan(file.name or "", file.read()))
