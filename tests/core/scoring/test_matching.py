"""Names and addresses in any writing: what is asked, and what is not."""

import pytest

from scoring.core.assessors.matching import (
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
    ],
)
def test_threshold_is_one_letter_in_words_of_five(one, other, expected):
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
