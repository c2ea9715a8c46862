"""A question about a call, as anybody asks it and as the officer answers it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.typed.address import AddressField
from accounts.typed.in_language import AsksLanguage, TextInLanguage
from accounts.typed.text_fields import LineField, TextField
from grants.actions.questions._questions import LONGEST_ANSWER, LONGEST_QUESTION
from grants.models import CallQuestion


class _ForPeople(forms.Form):
    """`website` is seen by programs alone: whoever fills it in is one."""

    website = LineField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("This field is for programs. Empty it and send the form again.")
            )
        return ""


class SubscribeForm(_ForPeople):
    """To be told of a call."""

    address = AddressField(
        label=_("E-mail address"),
        help_text=_("It is deleted with the result. It is not published."),
        error_messages={"required": _("Enter your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AskForm(_ForPeople):
    text = TextField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        help_text=_(
            "You need no account. We publish no name, so do not write one into the question."
        ),
        error_messages={"required": _("Write your question.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    address = AddressField(
        label=_("E-mail address for the answer"),
        required=False,
        help_text=_("The answer is sent to it, then the address is deleted. It is not published."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AnswerForm(AsksLanguage, forms.Form):
    """Question and answer in every official language; the question begins as it was sent."""

    use_required_attribute = False

    def __init__(self, question: CallQuestion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages, names = question.call.official_languages, dict(settings.LANGUAGES)
        for code in self.languages:
            language = names.get(code, code)
            self.fields[f"wording_{code}"] = TextField(
                label=_("Question as it is published (%(language)s)") % {"language": language},
                max_length=LONGEST_ANSWER,
                initial=question.text if code == question.language else "",
                error_messages={"required": _("Write the question.")},
                widget=TextInLanguage(code, {"rows": 4}),
            )
            self.fields[f"answer_{code}"] = TextField(
                label=_("Answer (%(language)s)") % {"language": language},
                max_length=LONGEST_ANSWER,
                error_messages={"required": _("Write the answer.")},
                widget=TextInLanguage(code, {"rows": 6}),
            )

    def texts(self, name: str) -> dict[str, str]:
        """Of `wording` or `answer`."""
        return {code: self.cleaned_data[f"{name}_{code}"] for code in self.languages}

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The two controls of each language."""
        return [(self[f"wording_{code}"], self[f"answer_{code}"]) for code in self.languages]


class CorrectForm(AsksLanguage, forms.Form):
    """The answer in every official language, beginning as it holds; `since` is the number of its
    corrections when the page was shown.
    """

    use_required_attribute = False

    since = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, question: CallQuestion, answer: Mapping[str, str], *args: Any) -> None:
        super().__init__(*args)
        self.languages, names = question.call.official_languages, dict(settings.LANGUAGES)
        for code in self.languages:
            self.fields[f"answer_{code}"] = TextField(
                label=_("Answer (%(language)s)") % {"language": names.get(code, code)},
                max_length=LONGEST_ANSWER,
                initial=answer.get(code),
                error_messages={"required": _("Write the answer.")},
                widget=TextInLanguage(code, {"rows": 6}),
            )

    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"answer_{code}"] for code in self.languages}

    @property
    def answer_fields(self) -> list[Any]:
        return [self[f"answer_{code}"] for code in self.languages]


class DeclineForm(forms.Form):
    reason = TextField(
        label=_("Why it is not answered"),
        max_length=LONGEST_ANSWER,
        help_text=_(
            "It is sent to whoever left an address, so write it in the language of the question."
        ),
        error_messages={"required": _("Write why the question is not answered.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
