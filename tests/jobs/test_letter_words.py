"""Every letter greets, begins its first sentence with a capital, and says who writes."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

ROOT = Path(__file__).resolve().parents[2] / "templates"
_BASE = '{% extends "account/email/letter.txt" %}'
_FIRST = re.compile(
    r"{% block words %}\s*(?:{% if [^%]+%})?"
    r"(?:{% translate \"([^\"]+)\" %}|{% blocktranslate[^%]*%}(.+?){% endblocktranslate %}"
    r"|{{ said)",
    re.DOTALL,
)
_VALUE = re.compile(r"{{ (\w+) }}")


def letters() -> list[Path]:
    found = sorted(ROOT.glob("*/email/*.txt")) + sorted(ROOT.glob("*/*/email/*.txt"))
    return [one for one in found if not one.stem.endswith("_subject") and one.stem != "letter"]


def ids(one: object) -> str:
    return str(one.relative_to(ROOT)) if isinstance(one, Path) else str(one)


@pytest.mark.parametrize("path", letters(), ids=ids)
def test_letter_has_the_greeting_and_the_end_of_all(path):
    assert path.read_text(encoding="utf-8").startswith(_BASE)


@pytest.mark.parametrize("language", ["sl", "it", "en"])
@pytest.mark.parametrize("path", letters(), ids=ids)
def test_first_sentence_begins_with_a_capital(path, language):
    found = _FIRST.search(path.read_text(encoding="utf-8"))
    assert found, path.name
    english = _VALUE.sub(r"%(\1)s", found[1] or found[2] or "The notice, which is a sentence.")
    with override(language):
        words = gettext(english.strip())
    assert words[0].isupper() or words.startswith("%("), words


def test_greetings_of_all_languages():
    class Person:
        name = "Metka"

    found = {}
    for language in ("sl", "it", "en"):
        with override(language):
            found[language] = [
                render_to_string("account/email/letter.txt", context).splitlines()[0]
                for context in ({}, {"user": Person()})
            ]
    assert found == {
        "sl": ["Dober dan!", "Dober dan, Metka!"],
        "it": ["Buongiorno,", "Gentile Metka,"],
        "en": ["Good day,", "Dear Metka,"],
    }
