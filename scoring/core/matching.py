"""What a member of a committee and an applicant have in common: questions, never findings.

Compared are names, addresses and memberships, whatever their capitals, accents (č = c) and
spaces. A shared surname or address does not make a conflict; the member says what it means.
Source: ZIntPK, Articles 35 to 37 (family members, former and present offices); LEDGER and DESIGN
section 3, 7 (conflicts found, not only declared).

>>> member = Person("Valter Renko", "Ulica školjk 12", "Motoklub Bonaca, član do 2021")
>>> applicant = Applicant("MOTOKLUB  Bonaca", "Riva 1, 6999 Bonaca", (
...     Officer("Dora Renko Kos", "blagajničarka", "ulica skoljk 12, Bonaca"),))
>>> [(str(found.kind), found.officer) for found in matches_of(member, applicant)]
[('surname', 'Dora Renko Kos'), ('address', 'Dora Renko Kos'), ('membership', '')]
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class MatchKind(StrEnum):
    """What equals what."""

    NAME = "name"
    SURNAME = "surname"
    ADDRESS = "address"
    SEAT = "seat"
    MEMBERSHIP = "membership"
    ACCOUNT = "account"


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


def normal(text: str) -> str:
    """Lower case, no accents, single spaces, letters and digits only.

    >>> normal("  Žiga   ŠAV-Pečar ")
    'ziga sav pecar'
    """
    bare = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def surnames(name: str) -> frozenset[str]:
    """Every word of a name after the first one; nothing where there is one word only.

    >>> sorted(surnames("Ana Kos-Novak"))
    ['kos', 'novak']
    """
    return frozenset(normal(name).split()[1:])


def house(address: str) -> str:
    """Street and number without the place; empty where there is no number.

    >>> house("Ulica Školjk 12, 6999 Bonaca"), house("Bonaca")
    ('ulica skoljk 12', '')
    """
    found = normal(address.partition(",")[0])
    return found if any(letter.isdigit() for letter in found) else ""


def _with_officers(member: Person, applicant: Applicant) -> Iterator[Match]:
    for officer in applicant.officers:
        about = (officer.name, officer.function, officer.address)
        if normal(member.name) and normal(member.name) == normal(officer.name):
            yield Match(MatchKind.NAME, *about)
        elif surnames(member.name) & surnames(officer.name):
            yield Match(MatchKind.SURNAME, *about)
        if house(member.address) and house(member.address) == house(officer.address):
            yield Match(MatchKind.ADDRESS, *about)


def _with_organisation(member: Person, applicant: Applicant) -> Iterator[Match]:
    if house(member.address) and house(member.address) == house(applicant.seat):
        yield Match(MatchKind.SEAT, address=applicant.seat)
    name = normal(applicant.name)
    if name and f" {name} " in f" {normal(member.other_memberships)} ":
        yield Match(MatchKind.MEMBERSHIP)
