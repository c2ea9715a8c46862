import pytest

from accounts.core.alphabet import alphabet_key

SLOVENE = (
    *("Čebelarsko", "Ćuk", "društvo", "Društvo 2", "Društvo 10"),
    *("Sonce", "Športni", "Zveza", "Žarek"),
)
ITALIAN = ("Àncora", "Banda", "Čebelarsko", "Circolo", "Šport", "Žarek", "Zebra", "Zveza")


@pytest.mark.parametrize(("language", "ordered"), [("sl", SLOVENE), ("it", ITALIAN)])
def test_names_stand_in_the_alphabet_of_the_language(language, ordered):
    backwards = reversed(ordered)
    assert tuple(sorted(backwards, key=lambda name: alphabet_key(name, language))) == ordered


def test_word_that_ends_comes_before_the_longer_one_and_signs_count_for_nothing():
    ordered = ["Zbor", "„Zbor“ Bor", "Zbor-Oljka", "Zbora", "Zbor\u00adček"]
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=lambda name: alphabet_key(name, "sl")) == ordered
