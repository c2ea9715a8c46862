"""What a member of a committee and an applicant have in common: questions, never findings.

Compared are names, addresses and memberships, in any order and writing: capitals, accents (č = c),
hyphens, invisible characters, titles, abbreviated words of an address. Of two words with five
letters or more, one letter may differ, be missing or stand in the wrong place (`NEAR`). A shared
surname or address does not make a conflict; the member says what it means. Of two names whose first
word alone is the same, nothing is asked: it is taken for the given name.
Source: ZIntPK, Articles 35 to 37 (family members, former and present offices); LEDGER and DESIGN
section 3, 7 (conflicts found, not only declared).

>>> member = Person("Valter Renko", "Ulica školjk 12", "Motoklub Bonaca, član do 2021")
>>> applicant = Applicant("MOTOKLUB  Bonaca", "Riva 1, 6999 Bonaca", (
...     Officer("Dora Renko Kos", "blagajničarka", "ul. skoljk 12, Bonaca"),))
>>> [(str(found.kind), found.officer) for found in matches_of(member, applicant)]
[('surname', 'Dora Renko Kos'), ('address', 'Dora Renko Kos'), ('membership', '')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from accounts.core.person_name import may_be_same, normal, words_of

# From this length on two words are alike that differ by one letter.
NEAR = 5
# They stand or are missing before the name of a street.
_STREETS = frozenset(
    {
        *("ulica", "ul", "cesta", "c", "trg", "nabrezje", "nab", "pot", "via", "v", "viale"),
        *("vle", "piazza", "pzza", "p", "zza", "strada", "str", "riva"),
    }
)
_POSTCODE = re.compile(r"\s*(?:[A-Za-z]{1,3}[- ])?\d{4,5}\s+\D")
_HOUSE_LETTER = re.compile(r"\b(\d+) ([a-z])\b")
# In Italian a comma stands between the street and its number: "Via Larga, 8".
_NUMBER_ALONE = re.compile(r"(?:(?:st|n|no|nr) )?\d+(?: ?[a-z])?")
_NUMBER_WORD = re.compile(r"\b(?:st|n|no|nr) (?=\d)")


class MatchKind(StrEnum):
    """What equals what."""

    NAME = "name"
    SURNAME = "surname"
    ADDRESS = "address"
    SEAT = "seat"
    MEMBERSHIP = "membership"
    ACCOUNT = "account"
    # An organisation of the person has the registration number of the applicant.
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the committee, as the member's seat describes them."""

    name: str
    address: str = ""
    other_memberships: str = ""


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who leads an applicant."""

    name: str
    function: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Applicant:
    """An applicant as submitted; `seat` is street and place in one line."""

    name: str
    seat: str = ""
    officers: tuple[Officer, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One equality; `officer`, `function` and `address` say with whom, if with a person."""

    kind: MatchKind
    officer: str = ""
    function: str = ""
    address: str = ""


def matches_of(member: Person, applicant: Applicant) -> list[Match]:
    """Every equality, officers first, in the order in which the applicant names them."""
    return [*_with_officers(member, applicant), *_with_organisation(member, applicant)]


def surnames(name: str) -> frozenset[str]:
    """What is written as a surname: before a comma or in capitals; else what may be one.

    >>> sorted(surnames("Renko, Valter")), sorted(surnames("KOS-NOVAK Ana"))
    (['renko'], ['kos', 'novak'])
    >>> sorted(surnames("Renko Dora"))
    ['dora', 'renko']
    """
    before, comma, after = name.partition(",")
    if comma and words_of(before) and words_of(after):
        return frozenset(words_of(before))
    parts = [part for part in name.split() if words_of(part)]
    capital = [part for part in parts if part.isupper() and len(normal(part)) > 1]
    if capital and len(capital) < len(parts):
        return frozenset(word for part in capital for word in words_of(part))
    return frozenset(words_of(name))


def house(address: str) -> str:
    """Street and number without the place; empty where there is no number.

    >>> house("Ulica Školjk 12 a, 6999 Bonaca"), house("Bonaca, Ul. školjk 12/A"), house("Bonaca")
    ('skoljk 12a', 'skoljk 12a', '')
    >>> house("Via Larga, 8, Bonaca"), house("via Larga n. 8")
    ('larga 8', 'larga 8')
    """
    before = ""
    for part in address.split(","):
        found = normal(part)
        if _NUMBER_ALONE.fullmatch(found):
            found = f"{before} {found}".strip()
        before = normal(part)
        if any(letter.isdigit() for letter in found) and not _POSTCODE.match(part):
            words = [word for word in found.split() if word not in _STREETS]
            named = " ".join(words) if any(word.isalpha() for word in words) else found
            return _HOUSE_LETTER.sub(r"\1\2", _NUMBER_WORD.sub("", named))
    return ""


def are_alike(one: str, other: str) -> bool:
    """The same word, or one letter off in a word that is long enough.

    >>> are_alike("renko", "renco"), are_alike("renko", "rekno"), are_alike("kos", "kus")
    (True, True, False)
    """
    if one == other:
        return True
    if min(len(one), len(other)) < NEAR or abs(len(one) - len(other)) > 1:
        return False
    pairs = zip(one, other, strict=False)
    start = next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


def _share_a_surname(one: str, other: str) -> bool:
    """A word that both may bear as surname; the first words alone are given names."""
    first = words_of(one)[:1], words_of(other)[:1]
    free = frozenset(words_of(one)), frozenset(words_of(other))
    marked = surnames(one) != free[0] or surnames(other) != free[1]
    for mine in surnames(one):
        for theirs in surnames(other):
            is_written_out = len(mine) > 1
            if (
                is_written_out
                and are_alike(mine, theirs)
                and (marked or ([mine], [theirs]) != first)
            ):
                return True
    return False


def _is_same_name(one: str, other: str) -> bool:
    if may_be_same(one, other):
        return True
    mine, theirs = sorted(words_of(one)), sorted(words_of(other))
    if not mine or len(mine) != len(theirs):
        return False
    return all(are_alike(*pair) for pair in zip(mine, theirs, strict=True))


def _with_officers(member: Person, applicant: Applicant) -> Iterator[Match]:
    for officer in applicant.officers:
        about = (officer.name, officer.function, officer.address)
        if _is_same_name(member.name, officer.name):
            yield Match(MatchKind.NAME, *about)
        elif _share_a_surname(member.name, officer.name):
            yield Match(MatchKind.SURNAME, *about)
        if house(member.address) and house(member.address) == house(officer.address):
            yield Match(MatchKind.ADDRESS, *about)


def _with_organisation(member: Person, applicant: Applicant) -> Iterator[Match]:
    if house(member.address) and house(member.address) == house(applicant.seat):
        yield Match(MatchKind.SEAT, address=applicant.seat)
    name = normal(applicant.name)
    if name and f" {name} " in f" {normal(member.other_memberships)} ":
        yield Match(MatchKind.MEMBERSHIP)
