"""One fact as the officer recognises it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.seen import changed_words
from accounts.typed.in_language import AsksLanguage, TextInLanguage
from callfile.fields import Table
from grants.forms.answers import problem_sentence
from grants.forms.answers.controls import plain_field
from grants.forms.answers.typed import Unreadable, place_in_form, read_plain
from grants.forms.article import WhenNeeded
from grants.models import Call, RecognisedFact
from grants.selectors.recognition import Fact, problems_of_fact
from grants.words.answers import answer_lines
from grants.words.problems import number_sentence


class FactForm(AsksLanguage, forms.Form):
    """`value` is canonical; the reason is asked for where it is not what was declared."""

    use_required_attribute = False

    def __init__(self, *args: Any, call: Call, fact: Fact, **kwargs: Any) -> None:
        self.call, self.fact = call, fact
        self.languages = call.official_languages
        super().__init__(*args, **kwargs)
        self.fields["value"] = self._control()
        names = dict(settings.LANGUAGES)
        given = fact.row.reason if fact.row else {}
        for code in self.languages:
            self.fields[f"reason_{code}"] = WhenNeeded(
                label=_("Reason (%(language)s)") % {"language": names.get(code, code)},
                max_length=2000,
                initial=given.get(code),
                widget=TextInLanguage(code, {"rows": 3}),
            )

    def _control(self) -> forms.Field:
        asked = self.fact.asked
        if not isinstance(asked, Table):
            field = plain_field(asked, self.fact.recognised)
        else:
            rows = self._rows()
            recognised = self.fact.recognised
            kept = recognised if isinstance(recognised, list) else []
            field = forms.MultipleChoiceField(
                choices=[
                    (str(number), "; ".join(answer_lines(asked, [row])))
                    for number, row in enumerate(rows)
                ],
                required=False,
                initial=[str(number) for number, row in enumerate(rows) if row in kept],
                widget=forms.CheckboxSelectMultiple(attrs={"data-small": True}),
            )
        field.label = _("Recognised")
        field.help_text = ""
        return field

    def _rows(self) -> list[Any]:
        return self.fact.declared if isinstance(self.fact.declared, list) else []

    def clean_value(self) -> Any:
        asked, typed = self.fact.asked, self.cleaned_data["value"]
        if isinstance(asked, Table):
            return [row for number, row in enumerate(self._rows()) if str(number) in typed]
        try:
            value = read_plain(asked, str(typed or ""))
        except Unreadable as unreadable:
            words = number_sentence(asked, place_in_form(asked), unreadable.fault, str(typed))
            raise forms.ValidationError(words) from None
        problems = problems_of_fact(self.fact, value)
        if problems:
            raise forms.ValidationError(problem_sentence(asked, problems[0]))
        return value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        differs = "value" in cleaned and cleaned["value"] != self.fact.declared
        is_given = any((cleaned.get(f"reason_{code}") or "").strip() for code in self.languages)
        if differs and not is_given:
            self.add_error(
                f"reason_{self.languages[0]}",
                _("Write why another value is recognised. It stands in the decision."),
            )
        return cleaned

    def show_stored(self, row: RecognisedFact) -> None:
        """Somebody else recognised another value meanwhile: both stand at their fields."""
        if self.cleaned_data["value"] != row.recognised:
            stored = "; ".join(answer_lines(self.fact.asked, row.recognised))
            self.add_error("value", forms.ValidationError(changed_words(stored), code="changed"))
        for code, given in self.reason.items():
            stored = row.reason.get(code, "")
            if given.strip() != stored:
                words = changed_words(stored)
                self.add_error(f"reason_{code}", forms.ValidationError(words, code="changed"))

    @property
    def reason(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(f"reason_{code}") or "" for code in self.languages}
