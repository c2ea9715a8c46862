"""What an approver types when a proposal goes back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.typed.text_fields import TextField


class ReturnForm(forms.Form):
    reason = TextField(
        label=_("Reason for the return"),
        help_text=_(
            "The committee reads it, and it stays in the file. Name the application and the fact "
            "that has to be checked."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write the reason for the return: without it nobody knows what to check.")
        },
    )
