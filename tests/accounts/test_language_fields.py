"""A text that reads like another language is asked about once, at its field, and never refused."""

import pytest
from django import forms

from accounts.typed.in_language import AsksLanguage, LineInLanguage, TextInLanguage
from accounts.typed.language_of_text import other_language

ALL = ("sl", "it", "en")
SENTENCES = {
    "sl": [
        "Program je dobro zasnovan, vendar finančni načrt ni pojasnjen.",
        "Društvo nima dovolj izkušenj s takimi projekti.",
        "Sodelovanje z drugimi društvi ni izkazano.",
        "Vrednost za leto 2027 ni utemeljena; manjka predračun.",
        "Manjka potrdilo o plačanih davkih.",
        "Prireditev ni namenjena širši javnosti v občini.",
    ],
    "it": [
        "Il programma è ben strutturato, ma il piano finanziario non è spiegato.",
        "L’associazione non ha sufficiente esperienza.",
        "La collaborazione con altre associazioni non è dimostrata.",
        "Il valore per il 2027 non è giustificato; manca il preventivo.",
        "La manifestazione non è rivolta a un pubblico più ampio.",
        "Il programma coinvolge giovani di entrambe le comunità.",
    ],
    "en": [
        "The programme is well designed, but the financial plan is not explained.",
        "There is not enough experience with such projects.",
    ],
}
PAIRS = [(own, text) for own, texts in SENTENCES.items() for text in texts]


@pytest.mark.parametrize(("own", "text"), PAIRS)
def test_sentence_is_doubted_in_other_fields_only(own, text):
    assert other_language(text, own, ALL) is None
    for field in set(ALL) - {own}:
        assert other_language(text, field, ALL) == own


@pytest.mark.parametrize(
    "text", ["", "Kultura 2027", "Pevsko društvo Zarja", "KUD", "12.500,00 €", "a b c d e f"]
)
def test_names_and_numbers_are_not_doubted(text):
    assert [other_language(text, field, ALL) for field in ALL] == [None, None, None]


class Reasons(AsksLanguage, forms.Form):
    sl = forms.CharField(widget=TextInLanguage("sl"))
    it = forms.CharField(widget=LineInLanguage("it", {"form": "elsewhere"}))


def test_form_asks_once_at_the_field_and_keeps_the_text():
    [slovene, *_], [italian, *_] = SENTENCES["sl"], SENTENCES["it"]
    assert Reasons({"sl": slovene, "it": italian}).is_valid()
    asked = Reasons({"sl": italian, "it": italian})
    assert list(asked.errors) == ["sl"]
    control = str(asked["sl"])
    assert "Il programma" in control
    mark = asked.fields["sl"].widget.asked
    assert f'<input type="hidden" name="sl-language-is-right" value="{mark}">' in control
    again = {"sl": italian, "it": italian, "sl-language-is-right": mark}
    assert Reasons(again).is_valid()
    assert not Reasons({**again, "sl": SENTENCES["it"][1]}).is_valid()


def test_question_goes_with_a_control_that_belongs_to_another_form():
    asked = Reasons({"sl": SENTENCES["sl"][0], "it": SENTENCES["sl"][0]})
    assert list(asked.errors) == ["it"]
    assert '-language-is-right" value="' in str(asked["it"])
    assert (
        'form="elsewhere">' in str(asked["it"]).partition("<input type")[2].partition("hidden")[2]
    )
