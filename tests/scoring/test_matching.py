"""Names and addresses in any writing: what is asked, and what is not."""

import doctest

import pytest

from scoring.selectors.committee import matching
from scoring.selectors.committee.matching import (
    Applicant,
    MatchKind,
    Officer,
    Person,
    are_alike,
    house,
    matches_of,
)

MEMBER = Person("Valter Renko", "Ulica školjk 12a, 6999 Bonaca")


def kinds(name: str, address: str = "", member: Person = MEMBER) -> list[MatchKind]:
    applicant = Applicant("Društvo", officers=(Officer(name, "", address),))
    return [found.kind for found in matches_of(member, applicant)]


@pytest.mark.parametrize(
    "name",
    [
        "Valter Renko",
        "RENKO Valter",
        "Renko, Valter",
        "renko  valter",
        "Valter RENKO",
        "dr. Valter Renko",
        "mag. Valter Renko, univ. dipl. inž.",
        "Val\u00adter Ren\u200bko",
        "Valter\u00a0Renko",
        "Válter Rènko",
        "Valter Renco",
        "Valter Rekno",
        "RENKO Walter",
        "V. Renkko",
    ],
)
def test_same_name_is_found_in_any_order_and_writing(name):
    assert kinds(name) == [MatchKind.NAME]


@pytest.mark.parametrize(
    "name",
    [
        "Renko Dora",
        "RENKO Dora",
        "Renko, Dora",
        "Dora Renko",
        "Dora Renko-Kos",
        "Dora Kos Renko",
        "Dora Renco",
    ],
)
def test_same_surname_is_a_question_wherever_it_stands(name):
    assert kinds(name) == [MatchKind.SURNAME]


@pytest.mark.parametrize("name", ["Valter Kos", "Dora Kos", "", "Valter", "KOS Valter", "Ren Kos"])
def test_given_name_alone_and_strangers_are_no_question(name):
    assert kinds(name) == []


def test_marked_surname_of_the_member_is_compared_too():
    assert kinds("Dora Renko", member=Person("RENKO Valter")) == [MatchKind.SURNAME]


@pytest.mark.parametrize(
    "address",
    [
        "Ulica školjk 12a",
        "Ul. školjk 12 a",
        "ulica skoljk 12/A, 6999 Bonaca",
        "Bonaca, Školjk 12 a",
        "6999 Bonaca, Ulica školjk 12a",
    ],
)
def test_same_house_is_found_in_any_writing(address):
    assert kinds("Dora Kos", address) == [MatchKind.ADDRESS]


@pytest.mark.parametrize(
    "address", ["Ulica školjk 12", "Ulica školjk 12b", "Bonaca", "6999 Bonaca"]
)
def test_another_house_is_another(address):
    assert kinds("Dora Kos", address) == []


def test_street_that_is_only_a_common_word_keeps_it():
    assert house("Riva 4") != house("Cesta 4")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("renko", "renkov", True),
        ("renkov", "renko", True),
        ("renko", "rengo", True),
        ("renko", "rneko", True),
        ("renko", "regko", True),
        ("renko", "ragko", False),
        ("kosi", "kose", False),
        ("novak", "novakov", False),
        ("krizmanovic", "krismanovich", True),
        ("krizmanovic", "krismenovich", False),
        ("krizmanov", "krismanovic", False),
    ],
)
def test_threshold_is_one_letter_in_five(one, other, expected):
    assert are_alike(one, other) is expected
    assert are_alike(other, one) is expected


@pytest.mark.parametrize("address", ["Via Larga, 8", "via Larga n. 8", "Via Larga, n. 8, Bonaca"])
def test_italian_comma_before_the_number_parts_no_address(address):
    at_eight = Person("Valter Renko", "Via Larga 8, 6999 Bonaca")
    assert kinds("Dora Kos", address, at_eight) == [MatchKind.ADDRESS]


def test_same_number_in_another_street_is_no_question():
    at_eight = Person("Valter Renko", "Via Larga, 8, Bonaca")
    assert kinds("Dora Kos", "Riva lunga, 8, Bonaca", at_eight) == []


def test_accountants_title_is_no_part_of_a_name():
    assert kinds("rag. Valter Renko") == [MatchKind.NAME]


def test_same_initial_is_no_question():
    assert kinds("Dora R. Kos", member=Person("Vid R. Hribar")) == []
    assert kinds("Dora M. Kos", member=Person("Vid M. Hribar")) == []


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Marco De Luca", "DELUCA Marco", MatchKind.NAME),
        ("Marco De Luca", "Anna DE LUCA", MatchKind.SURNAME),
        ("Marco De Luca", "Deluca, Anna", MatchKind.SURNAME),
        ("Đurđa Đurđić", "Djurdjić Milan", MatchKind.SURNAME),
        ("Anna D’Angelo", "DANGELO Pino", MatchKind.SURNAME),
        ("Igor Ladan", "Hadan Igor", MatchKind.NAME),
        ("Marko Krizmanović", "Ana Krismanovich", MatchKind.SURNAME),
        ("Ana Kos-Novak", "Novak Ivan", MatchKind.SURNAME),
    ],
)
def test_customs_of_writing_hide_no_name(one, other, found):
    assert kinds(other, member=Person(one)) == [found]
    assert kinds(one, member=Person(other)) == [found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marco De Luca", "Anna De Rosa"),
        ("Marco De Luca", "Anna DE ROSA"),
        ("Ana Kos", "Ivan Kus"),
    ],
)
def test_a_particle_or_a_short_word_that_is_only_near_is_no_question(one, other):
    assert kinds(other, member=Person(one)) == []
    assert kinds(one, member=Person(other)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ulica Vena Pilona 3", "Ul. V. Pilona 3, 6999 Bonaca"),
        ("Kraigherjeva ulica 7", "Kraigerjeva ul. 7"),
        ("Ulica školjk 12", "Ulica školjk – Via delle Conchiglie 12"),
        ("Via delle Conchiglie, 12", "Ulica školjk / Via delle Conchiglie 12"),
        ("Ulica 15. maja 4", "Ul. 15 maja 4"),
        ("Padna 12", "Padna 12, 6999 Bonaca"),
    ],
)
def test_one_house_is_found_in_the_variants_of_its_address(one, other):
    assert kinds("Dora Kos", other, Person("Valter Renko", one)) == [MatchKind.ADDRESS]
    assert kinds("Dora Kos", one, Person("Valter Renko", other)) == [MatchKind.ADDRESS]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kraigherjeva ulica 7", "Kraigherjeva ulica 17"),
        ("Kosova ulica 7", "Kusova cesta 7a"),
        ("Padna 12", "12"),
        ("Ulica 15. maja 4", "Ulica 14. maja 4"),
        ("", "Padna 12"),
    ],
)
def test_another_number_or_street_is_another_house(one, other):
    assert kinds("Dora Kos", other, Person("Valter Renko", one)) == []


def test_membership_is_found_with_a_letter_wrong():
    member = Person("Valter Renko", other_memberships="član do 2021: Motokulb  BONACA, Riva")
    assert [one.kind for one in matches_of(member, Applicant("Motoklub Bonaca"))] == [
        MatchKind.MEMBERSHIP
    ]
    assert matches_of(member, Applicant("Motoklub Zaton")) == []


def test_examples_run():
    assert doctest.testmod(matching).failed == 0
