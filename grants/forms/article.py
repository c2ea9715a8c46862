"""The article of the rules that a finding stands on: one of the call, or another with its number.

A call or its instructions alone are no ground (VSRS X Ips 357/2015), so an article has a number.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.typed.in_language import AsksLanguage, LineInLanguage, TextInLanguage
from accounts.typed.text_fields import TextField
from grants.formats import text_in
from grants.models import Call

OTHER = "other"
LONGEST = 500


class WhenNeeded(TextField):
    """Asked for by the form with some answers only, so never called optional."""

    def validate(self, value: Any) -> None:
        """Whether it may be empty is the form's question."""


class ChoiceWhenNeeded(forms.ChoiceField):
    """The same of a choice."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


def article_fields(
    call: Call,
    name: str,
    languages: Sequence[str],
    stored: Mapping[str, str],
    *,
    is_short: bool = False,
) -> dict[str, forms.Field]:
    """A choice of the articles of the call, and a line for another in each language; a short one
    is one control, and what is written in the lines counts where nothing is chosen.
    """
    names, chosen = dict(settings.LANGUAGES), _chosen(call, languages, stored)
    articles = [(str(place), text_in(one.text)) for place, one in enumerate(call.file.basis)]
    others = [(OTHER, _("Another article"))]
    choice = ChoiceWhenNeeded(
        label=_("Article of the rules"),
        help_text="" if is_short else _("The call or instructions alone are not enough."),
        choices=[("", _("Choose the article")), *articles] if is_short else [*articles, *others],
        initial="" if is_short and chosen == OTHER else chosen,
        widget=forms.Select() if is_short else forms.RadioSelect(attrs={"data-small": True}),
    )
    other = stored if chosen == OTHER else {}
    lines = {
        f"{name}_{code}": WhenNeeded(
            label=_("Article (%(language)s)") % {"language": names.get(code, code)},
            max_length=LONGEST,
            initial=other.get(code),
            widget=LineInLanguage(code, {"form": "check"}),
        )
        for code in languages
    }
    return {name: choice, **lines}


def _chosen(call: Call, languages: Sequence[str], stored: Mapping[str, str]) -> str | None:
    if not stored:
        return None
    known = {code: stored.get(code) for code in languages}
    for place, one in enumerate(call.file.basis):
        if {code: one.text.get(code) for code in languages} == known:
            return str(place)
    return OTHER


def article_of(
    call: Call, name: str, languages: Sequence[str], cleaned: Mapping[str, Any]
) -> dict[str, str]:
    """{language: text} of what was chosen or written; empty where nothing was."""
    chosen = _choice_in(name, languages, cleaned)
    if chosen == OTHER:
        return {code: cleaned.get(f"{name}_{code}") or "" for code in languages}
    return dict(call.file.basis[int(chosen)].text) if chosen else {}


def add_article_faults(
    form: forms.Form, name: str, languages: Sequence[str], missing: Any, *, all_languages: bool
) -> None:
    """`missing` where none is chosen; another article needs its number, in every language or in
    one at least.
    """
    cleaned = form.cleaned_data
    chosen = _choice_in(name, languages, cleaned)
    if not chosen:
        form.add_error(name, missing)
    if chosen != OTHER:
        return
    written = {code: cleaned.get(f"{name}_{code}") or "" for code in languages}
    is_one_there = any(written.values())
    for code, text in written.items():
        if not text and is_one_there and not all_languages:
            continue
        # An article has a number; "the call" or "instructions" have none.
        if not any(mark.isdigit() for mark in text):
            form.add_error(f"{name}_{code}", _("Write the article of the rules with its number."))


def _choice_in(name: str, languages: Sequence[str], cleaned: Mapping[str, Any]) -> str:
    chosen = str(cleaned.get(name) or "")
    is_written = any(cleaned.get(f"{name}_{code}") for code in languages)
    return OTHER if not chosen and is_written else chosen


class TranslationForm(AsksLanguage, forms.Form):
    """The words of a reason in the official languages that it lacks; `key` names the reason."""

    use_required_attribute = False

    def __init__(self, missing: Sequence[str], key: str, data: Any = None) -> None:
        self.key, self.languages = key, list(missing)
        super().__init__(data, auto_id=f"id_{key.replace('.', '-')}_%s")
        names = dict(settings.LANGUAGES)
        for code in self.languages:
            self.fields[f"text_{code}"] = TextField(
                label=_("Translation (%(language)s)") % {"language": names.get(code, code)},
                max_length=2000,
                error_messages={"required": _("Write the reason.")},
                widget=TextInLanguage(code, {"rows": 3}),
            )

    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"text_{code}"] for code in self.languages}
