"""The committee's words on one criterion: the agreed value, the reason in each language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from accounts.languages import language_of
from accounts.typed.in_language import AsksLanguage, TextInLanguage
from scoring.forms.later_field import LaterField

MOST_CHARACTERS = 4000


class ReasonForm(AsksLanguage, forms.Form):
    """`reason-<language>` for every official language; one may be written before the other."""

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        languages: Sequence[str],
        text: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        self.languages = languages
        for code in languages:
            self.fields[f"reason-{code}"] = LaterField(
                label=language_of(code).inside,
                max_length=MOST_CHARACTERS,
                initial=text.get(code, ""),
                widget=TextInLanguage(code, {"rows": 3, "data-legend": "m-strong"}),
            )

    def text(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"reason-{code}"] for code in self.languages}
