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


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("c", "č", "sl"),
        ("č", "ć", "sl"),
        ("ć", "d", "sl"),
        ("d", "đ", "sl"),
        ("đ", "e", "sl"),
        ("s", "š", "sl"),
        ("sz", "š", "sl"),
        ("š", "t", "sl"),
        ("z", "ž", "sl"),
        ("ča", "cb", "it"),
        ("đa", "db", "it"),
        ("stra", "straß", "it"),
        ("strasr", "straß", "it"),
        ("straß", "strast", "it"),
        ("æa", "af", "it"),
        ("2", "10", "sl"),
        ("2 a", "2 b", "sl"),
        ("9", "a", "sl"),
        ("a 9", "a b", "sl"),
        ("a", "a b", "sl"),
        ("a b", "ab", "sl"),
        ("a-b", "ab", "sl"),
        ("Ab", "ac", "sl"),
        ("a", "á", "it"),
        ("á", "b", "it"),
        ("", "a", "sl"),
        ("Zbor", "zbor", "sl"),
    ],
)
def test_one_stands_before_the_other(one, other, language):
    assert alphabet_key(one, language) < alphabet_key(other, language)


def test_signs_and_the_width_of_numbers_count_for_nothing():
    for one, other in (("„Zbor“", "Zbor"), ("a_b", "a b"), ("007", "7"), ("a – b", "a b")):
        assert alphabet_key(one, "sl")[0] == alphabet_key(other, "sl")[0]
    assert alphabet_key("a 7", "sl")[0] == (
        *((1, "a0"), (-1, "")),
        *((0, "0" * 19 + "7"), (-1, "")),
    )
