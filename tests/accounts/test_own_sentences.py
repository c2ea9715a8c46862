"""No sentence of the framework reaches people: every form speaks in our words, in all languages."""

from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django import forms
from django.core import validators
from django.forms.formsets import BaseFormSet
from django.utils.translation import override

from accounts.typed.own_sentences import speak_for_ourselves
from tests.architecture.test_forms import our_forms

LANGUAGES = ("sl", "it", "en")
CONTRIBUTED = Path(django.__file__).parent / "conf" / "locale"


def theirs(language: str) -> set[str]:
    """What the framework's own catalogue says in this language, in the singular and the plural."""
    path = CONTRIBUTED / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        found = read_po(file)
    said = [one.id if language == "en" else one.string for one in found if one.id]
    return {
        text
        for one in said
        for text in (one if isinstance(one, tuple) else (one,))
        if len(text) > 12
    }


def words_of(field: forms.Field) -> set[str]:
    own = {str(one) for key, one in field.error_messages.items() if key != "max_length"}
    said = [getattr(one, "message", "") for one in field.validators]
    return (
        own
        | {str(one) for one in said if not hasattr(one, "_proxy____args")}
        | {
            str(one % {"limit_value": 7, "show_value": 8})
            for one in said
            if "Plural" in type(one).__name__
        }
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_field_of_any_form_has_a_sentence_of_the_framework(language):
    strangers = theirs(language)
    with override(language):
        found = {
            f"{form.__name__}.{name}: {words}"
            for form in our_forms()
            for name, field in getattr(form, "base_fields", {}).items()
            for words in words_of(field) & strangers
        }
    assert found == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (
            forms.ChoiceField(choices=[("a", "A")]),
            "b",
            (
                "Izberite enega od ponujenih odgovorov.",
                "Scegliete una delle risposte proposte.",
                "Choose one of the answers that are offered.",
            ),
        ),
        (
            forms.CharField(max_length=3),
            "dolgo",
            (
                "Besedilo ima lahko največ 3 znake. Zdaj jih ima 5.",
                "Il testo può avere al massimo 3 caratteri. Ora ne ha 5.",
                "The text may have at most 3 characters. It has 5.",
            ),
        ),
        (
            forms.CharField(min_length=2),
            "a",
            (
                "Potrebna sta najmanj 2 znaka. Vpisanih: 1.",
                "Sono necessari almeno 2 caratteri. Inseriti: 1.",
                "At least 2 characters are needed. There are 1.",
            ),
        ),
        (
            forms.IntegerField(),
            "dva",
            (
                "Vpišite celo število, na primer 12.",
                "Inserite un numero intero, ad esempio 12.",
                "Enter a whole number, for example 12.",
            ),
        ),
        (
            forms.MultipleChoiceField(choices=[("a", "A")]),
            ["b"],
            (
                "Izbirajte samo med ponujenimi odgovori.",
                "Scegliete solo tra le risposte proposte.",
                "Choose only from the answers that are offered.",
            ),
        ),
    ],
)
def test_field_without_words_of_its_own_says_what_to_do(field, typed, words, language):
    with override(language):
        with pytest.raises(forms.ValidationError) as caught:
            field.clean(typed)
        assert caught.value.messages == [words[LANGUAGES.index(language)]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_whose_rows_did_not_arrive_says_so(language):
    rows = forms.formset_factory(forms.Form)
    with override(language):
        assert not rows({}).is_valid()
        [words] = rows({}).non_form_errors()
    assert words not in theirs(language)
    assert "ManagementForm" not in words


def test_it_may_be_said_twice():
    speak_for_ourselves()
    assert "missing" in forms.FileField.default_error_messages
    assert validators.EmailValidator.message != "Enter a valid email address."
    assert BaseFormSet.default_error_messages["too_many_forms"]
