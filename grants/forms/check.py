"""The completeness check of an application: its questions and the verdict."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.typed.in_language import AsksLanguage, TextInLanguage
from accounts.typed.text_fields import LineField, TextField
from grants.formats import text_in
from grants.forms.article import WhenNeeded, add_article_faults, article_fields, article_of
from grants.models import Call, CompletenessCheck, Finding, Verdict
from grants.selectors.questions import CheckQuestion


def all_in_order(questions: Sequence[CheckQuestion]) -> dict[str, str]:
    """What one press says: every question holds, and the application is complete."""
    held = {f"q{number}": Finding.HOLDS.value for number in range(len(questions))}
    return {**held, "verdict": Verdict.COMPLETE.value}


class CheckForm(AsksLanguage, forms.Form):
    """`findings`, `article` and `fact` of the cleaned form are as the action takes them."""

    use_required_attribute = False

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=(
            (Verdict.COMPLETE, _("The application is complete")),
            (Verdict.DISMISS, _("The application is to be dismissed")),
        ),
        widget=forms.RadioSelect(attrs={"data-small": True, "data-legend": "m-visually-hidden"}),
        error_messages={"required": _("Choose the verdict.")},
    )

    def __init__(
        self,
        *args: Any,
        call: Call,
        questions: Sequence[CheckQuestion],
        check: CompletenessCheck | None,
        **kwargs: Any,
    ) -> None:
        self.call, self.questions, self.check = call, questions, check
        self.languages = call.official_languages
        super().__init__(*args, **kwargs)
        for number, question in enumerate(questions):
            self.fields[f"q{number}"] = self._question(question)
            self.fields[f"note{number}"] = self._note(question)
        self._add_grounds()
        if check is not None:
            self.fields["verdict"].initial = check.verdict
            self.fields["reason"] = TextField(
                label=_("Why the verdict changes"),
                max_length=2000,
                help_text=_("It stays in the file of the application."),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def _question(self, question: CheckQuestion) -> forms.Field:
        given = {one["code"]: one["result"] for one in self.check.findings} if self.check else {}
        return forms.ChoiceField(
            label=text_in(question.text),
            choices=Finding.choices,
            initial=given.get(question.code),
            widget=forms.RadioSelect(
                attrs={
                    "data-small": True,
                    "data-inline": True,
                    "data-legend": "m-visually-hidden",
                }
            ),
            error_messages={"required": _("Choose an answer.")},
        )

    def _note(self, question: CheckQuestion) -> forms.Field:
        given = {one["code"]: one["note"] for one in self.check.findings} if self.check else {}
        return LineField(
            label=_("Note"), max_length=300, required=False, initial=given.get(question.code)
        )

    def _add_grounds(self) -> None:
        names = dict(settings.LANGUAGES)
        article = self.check.article if self.check else {}
        self.fields.update(article_fields(self.call, "article", self.languages, article))
        fact = self.check.fact if self.check else {}
        for code in self.languages:
            self.fields[f"fact_{code}"] = WhenNeeded(
                label=_("Fact that was found (%(language)s)") % {"language": names.get(code, code)},
                max_length=2000,
                initial=fact.get(code),
                widget=TextInLanguage(code, {"rows": 3}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("verdict") == Verdict.DISMISS:
            add_article_faults(
                self,
                "article",
                self.languages,
                _("Name the article of the rules. Without it an application cannot be dismissed."),
                all_languages=False,
            )
            if not any((cleaned.get(f"fact_{code}") or "").strip() for code in self.languages):
                self.add_error(
                    f"fact_{self.languages[0]}",
                    _("Write the fact that was found, in one official language at least."),
                )
        return cleaned

    @property
    def findings(self) -> list[dict[str, str]]:
        return [
            {
                "code": question.code,
                "result": self.cleaned_data[f"q{number}"],
                "note": self.cleaned_data[f"note{number}"],
            }
            for number, question in enumerate(self.questions)
        ]

    @property
    def article(self) -> dict[str, str]:
        return article_of(self.call, "article", self.languages, self.cleaned_data)

    @property
    def fact(self) -> dict[str, str]:
        return self._texts("fact")

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("reason") or "")

    def _texts(self, name: str) -> dict[str, str]:
        return {code: self.cleaned_data.get(f"{name}_{code}") or "" for code in self.languages}

    @property
    def question_fields(self) -> list[tuple[Any, Any]]:
        """The answer and the note of each question."""
        return [
            (self[f"q{number}"], self[f"note{number}"]) for number in range(len(self.questions))
        ]

    @property
    def other_article_fields(self) -> list[Any]:
        return [self[f"article_{code}"] for code in self.languages]

    @property
    def fact_fields(self) -> list[Any]:
        return [self[f"fact_{code}"] for code in self.languages]
