"""What an applicant says about recognised facts, and what the officer makes of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.typed.in_language import AsksLanguage, TextInLanguage
from grants.actions.checking._checking import MOST_CHARACTERS
from grants.actions.requests.answer_findings import Statement
from grants.forms.article import WhenNeeded

_CHOICES = (("yes", _("I agree")), ("no", _("I do not agree")))


class StatementsForm(forms.Form):
    """For each fact whether the applicant agrees, and a text; bound, it gives `statements`."""

    use_required_attribute = False

    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes
        for code in codes:
            self.fields[f"agrees_{code}"] = forms.ChoiceField(
                label=_("Do you agree with what was found?"),
                choices=_CHOICES,
                required=False,
                widget=forms.RadioSelect(attrs={"data-inline": True}),
            )
            self.fields[f"text_{code}"] = WhenNeeded(
                label=_("What you say about it"),
                help_text=_("If you do not agree, write why, and what proves it."),
                max_length=MOST_CHARACTERS,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def statements(self) -> dict[str, Statement]:
        return {
            code: Statement(
                agrees={"yes": True, "no": False}.get(self.cleaned_data[f"agrees_{code}"]),
                text=self.cleaned_data[f"text_{code}"],
            )
            for code in self.codes
        }

    def controls_of(self, code: str) -> list[forms.BoundField]:
        return [self[f"agrees_{code}"], self[f"text_{code}"]]


class WeighingForm(AsksLanguage, forms.Form):
    """What follows from one answer, in one of the official languages at least."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, languages: Sequence[str], stored: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        names = dict(settings.LANGUAGES)
        for code in languages:
            self.fields[f"sentence_{code}"] = WhenNeeded(
                label=_("What follows from the answer (%(language)s)")
                % {"language": names.get(code, code)},
                max_length=MOST_CHARACTERS,
                initial=stored.get(code),
                widget=TextInLanguage(code, {"rows": 3}),
            )

    @property
    def sentence(self) -> dict[str, str]:
        given = self.cleaned_data
        return {code: given.get(f"sentence_{code}") or "" for code in self.languages}
