"""What an applicant is asked to supplement: for each thing what, and under which article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.typed.in_language import AsksLanguage, TextInLanguage
from accounts.typed.text_fields import TextField
from callfile.fields import Field
from grants.forms.article import WhenNeeded, add_article_faults, article_fields, article_of
from grants.models import Call


@dataclass(frozen=True, slots=True)
class ThingToAsk:
    """What is proposed to be asked of one field, {language: text}."""

    field: Field
    reason: Mapping[str, str]


class ServiceForm(forms.Form):
    """How it is served, where somebody acts for the applicant in an account."""

    by_post = forms.BooleanField(
        label=_("Serve it by post"),
        required=False,
        help_text=_("Where the rules demand it. Then nobody takes it over in the account."),
    )


class SupplementRequestForm(AsksLanguage, ServiceForm):
    """Bound, it gives `wanted()`; a text in one of the languages is enough."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        call: Call,
        languages: Sequence[str],
        asked: Sequence[ThingToAsk],
        article: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        self.call, self.languages, self.asked = call, languages, asked
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        for one in asked:
            for language in languages:
                self.fields[f"reason_{one.field.code}_{language}"] = WhenNeeded(
                    label=_("What is to be supplemented (%(language)s)")
                    % {"language": names.get(language, language)},
                    max_length=2000,
                    initial=one.reason.get(language),
                    widget=TextInLanguage(language, {"rows": 2}),
                )
            name = f"article_{one.field.code}"
            self.fields.update(article_fields(call, name, languages, article, is_short=True))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for one in self.asked:
            code = one.field.code
            if not any(self._reason(code).values()):
                self.add_error(
                    f"reason_{code}_{self.languages[0]}",
                    _("Write what is to be supplemented, in one official language at least."),
                )
            add_article_faults(
                self,
                f"article_{code}",
                self.languages,
                _("Name the article of the rules under which this is asked for."),
                all_languages=False,
            )
        return cleaned

    def _reason(self, code: str) -> dict[str, str]:
        return {
            language: self.cleaned_data.get(f"reason_{code}_{language}") or ""
            for language in self.languages
        }

    def wanted(self) -> list[tuple[str, dict[str, str], dict[str, str]]]:
        """(field, reason, article) of each thing."""
        return [
            (
                one.field.code,
                self._reason(one.field.code),
                article_of(
                    self.call, f"article_{one.field.code}", self.languages, self.cleaned_data
                ),
            )
            for one in self.asked
        ]

    def controls_of(self, code: str) -> dict[str, Any]:
        """As the page prints them; the lines of `articles` are open where something is written."""
        articles = [self[f"article_{code}_{language}"] for language in self.languages]
        return {
            "reasons": [self[f"reason_{code}_{language}"] for language in self.languages],
            "article": self[f"article_{code}"],
            "articles": articles,
            "is_another": any(one.value() or one.errors for one in articles),
        }


class TakeBackForm(forms.Form):
    """Why a request is taken back; it stays in the file of the application."""

    reason = TextField(
        label=_("Why it is taken back"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why the request is taken back.")},
    )
