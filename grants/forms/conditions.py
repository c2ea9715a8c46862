"""The questions of eligibility: yes or no to each condition of the lot."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from callfile.lots.lot import Condition
from grants.formats import text_in
from grants.forms.answers.controls import TypedField

_ANSWERS = (("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No")))


class ConditionsForm(forms.Form):
    """`said` are the stored answers {code: bool}; a question may stay open in a draft."""

    use_required_attribute = False

    def __init__(
        self, *, questions: Sequence[Condition], said: Mapping[str, bool], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        for question in questions:
            code = question.code
            self.fields[code] = TypedField(
                label=text_in(question.question),
                help_text=text_in(question.text),
                initial=("yes" if said[code] else "no") if code in said else None,
                widget=forms.RadioSelect(choices=_ANSWERS, attrs={"data-inline": True}),
            )

    def answers(self) -> dict[str, bool]:
        typed = {code: self.data.get(code) for code in self.fields}
        return {code: value == "yes" for code, value in typed.items() if value in ("yes", "no")}
