"""What a member of a committee and an applicant have in common: questions, never findings.

Compared are names, addresses and memberships, in any order and writing: capitals, accents (č = c),
hyphens, invisible characters, titles, abbreviated words of an address. How near two words have to
be is `LETTERS_PER_FAULT`; the page of the statement says it. A shared surname or address does not
make a conflict; the member says what it means. Of two names whose first word alone is the same,
nothing is asked: it is taken for the given name.
Source: ZIntPK, Articles 35 to 37 (family members, former and present offices); LEDGER and DESIGN
section 3, 7 (conflicts found, not only declared).

>>> member = Person("Valter Renko", "Ulica školjk 12", "Motoklub Bonaca, član do 2021")
>>> applicant = Applicant("MOTOKLUB  Bonaca", "Riva 1, 6999 Bonaca", (
...     Officer("Dora Renko Kos", "blagajničarka", "ul. skoljk 12, Bonaca"),))
>>> [(str(found.kind), found.officer) for found in matches_of(member, applicant)]
[('surname', 'Dora Renko Kos'), ('address', 'Dora Renko Kos'), ('membership', '')]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from accounts.core.person_name import folded_words, may_be_same, normal, words_of

# Two words are alike where at most one letter in so many differs, is missing or has changed places
# with its neighbour: four of five slips of the pen are one such fault in a word (F. J. Damerau,
# Communications of the ACM 7, 1964). Shorter words are then mostly other names: Kos, Kus, Kosi.
LETTERS_PER_FAULT = 5
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
    >>> sorted(surnames("Renko Dora")), sorted(surnames("DE LUCA Marco"))
    (['dora', 'renko'], ['deluca'])
    """
    before, comma, after = name.partition(",")
    if comma and words_of(before) and words_of(after):
        return frozenset(folded_words(before, is_surname=True))
    parts = [part for part in name.split() if words_of(part)]
    capital = [part for part in parts if part.isupper() and len(normal(part)) > 1]
    if capital and len(capital) < len(parts):
        return frozenset(folded_words(" ".join(capital), is_surname=True))
    return frozenset(folded_words(name))


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


def is_same_house(one: str, other: str) -> bool:
    """The same numbers, and every word of the shorter writing among those of the longer.

    >>> is_same_house("Ulica Vena Pilona 3", "Ul. V. Pillona 3, Bonaca")
    True
    >>> is_same_house("Ulica školjk 12", "Školjk – Via delle Conchiglie 12"), is_same_house("", "")
    (True, False)
    """
    mine, theirs = house(one).split(), house(other).split()
    if sorted(filter(_has_digit, mine)) != sorted(filter(_has_digit, theirs)):
        return False
    named = [[word for word in words if not _has_digit(word)] for words in (mine, theirs)]
    fewer, more = sorted(named, key=len)
    if not fewer:
        return bool(mine) and not more
    return any(len(word) > 1 for word in fewer) and _all_among(fewer, more)


def are_alike(one: str, other: str) -> bool:
    """The same word, or nearly: `LETTERS_PER_FAULT` of the shorter one says how nearly.

    >>> are_alike("renko", "renco"), are_alike("renko", "rekno"), are_alike("kos", "kus")
    (True, True, False)
    >>> are_alike("krizmanovic", "krismanovich"), are_alike("krizman", "krisman")
    (True, True)
    """
    most = min(len(one), len(other)) // LETTERS_PER_FAULT
    return OSA.distance(one, other, score_cutoff=most) <= most


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _all_among(fewer: Sequence[str], more: Sequence[str]) -> bool:
    """Each of `fewer` takes away another word of `more` that is like it, or begins as it does
    where one of the two is an initial.
    """
    left = list(more)
    for word in fewer:
        likes = (one for one in left if are_alike(word, one) or _is_initial(word, one))
        found = word if word in left else next(likes, None)
        if found is None:
            return False
        left.remove(found)
    return True


def _is_initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _share_a_surname(one: str, other: str) -> bool:
    """A word that both may bear as surname; the first words alone are given names."""
    words = folded_words(one), folded_words(other)
    first = words[0][:1], words[1][:1]
    marked = surnames(one) != frozenset(words[0]) or surnames(other) != frozenset(words[1])
    return any(
        len(mine) > 1 and are_alike(mine, theirs) and (marked or ([mine], [theirs]) != first)
        for mine in surnames(one)
        for theirs in surnames(other)
    )


def _is_same_name(one: str, other: str) -> bool:
    if may_be_same(one, other):
        return True
    mine, theirs = folded_words(one), folded_words(other)
    return bool(mine) and len(mine) == len(theirs) and _all_among(mine, theirs)


def _with_officers(member: Person, applicant: Applicant) -> Iterator[Match]:
    for officer in applicant.officers:
        about = (officer.name, officer.function, officer.address)
        if _is_same_name(member.name, officer.name):
            yield Match(MatchKind.NAME, *about)
        elif _share_a_surname(member.name, officer.name):
            yield Match(MatchKind.SURNAME, *about)
        if is_same_house(member.address, officer.address):
            yield Match(MatchKind.ADDRESS, *about)


def _with_organisation(member: Person, applicant: Applicant) -> Iterator[Match]:
    if is_same_house(member.address, applicant.seat):
        yield Match(MatchKind.SEAT, address=applicant.seat)
    if _is_named(applicant.name, member.other_memberships):
        yield Match(MatchKind.MEMBERSHIP)


def _is_named(name: str, text: str) -> bool:
    """The words of the name stand in the text, one after the other."""
    words, sought = normal(text).split(), normal(name).split()
    starts = range(len(words) - len(sought) + 1) if sought else ()
    return any(all(map(are_alike, sought, words[start:])) for start in starts)
