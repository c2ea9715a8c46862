"""The two weighty acts on a call: to publish it, to cancel it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.text_fields import TextField
from grants.actions.cancel_call import SHORTEST_REASON


class PublishForm(forms.Form):
    """`sha256` is the hash that stood on the page."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("I have read the call in every language and publish it"),
        error_messages={"required": _("Confirm that you have read the call.")},
    )


class CancelForm(forms.Form):
    reason = TextField(
        label=_("Reason"),
        min_length=SHORTEST_REASON,
        max_length=2000,
        help_text=_("It is sent to all applicants and stays in the file of the call."),
        error_messages={"required": _("Write the reason.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
