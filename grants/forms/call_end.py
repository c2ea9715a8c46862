"""The two weighty acts on a call, to publish it and to cancel it; and not to confirm one."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.typed.in_language import AsksLanguage, TextInLanguage
from accounts.typed.text_fields import TextField
from grants.actions.calls.cancel_call import SHORTEST_REASON, languages_of_reason
from grants.actions.second_person.decline_step import LONGEST_REASON
from grants.models import Call


class PublishForm(forms.Form):
    """`sha256` is the hash that stood on the page."""

    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("I have read the call in every language and publish it"),
        error_messages={"required": _("Confirm that you have read the call.")},
    )


class CancelForm(AsksLanguage, forms.Form):
    """The reason in each language in which it goes out."""

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages_of_reason(call)
        names = dict(settings.LANGUAGES)
        for code in self.languages:
            label = _("Reason (%(language)s)") % {"language": names.get(code, code)}
            self.fields[f"reason_{code}"] = TextField(
                label=label,
                min_length=SHORTEST_REASON,
                max_length=2000,
                help_text=_("It is sent to all applicants and stays in the file of the call."),
                error_messages={"required": _("Write the reason.")},
                widget=TextInLanguage(code, {"rows": 5}),
            )

    def reason(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"reason_{code}"] for code in self.languages}


class DeclineStepForm(forms.Form):
    reason = TextField(
        label=_("Why it is not confirmed"),
        max_length=LONGEST_REASON,
        help_text=_("Whoever began the step reads it."),
        error_messages={"required": _("Write why the step is not confirmed.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
