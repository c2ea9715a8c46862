"""Whether a recipient may be a natural person: a question to the officer, never an answer.

Public money is public, and so are the organisations that got it. Who of the people got aid may say
something about their health or their need, so a name that may be a person's is not published until
somebody has looked at it (Regulation (EU) 2016/679, article 5(1)(c): no more than is necessary).

>>> may_be_person("dr. Ana Kos"), may_be_person("Novak, Janez"), may_be_person("Janez Novak s.p.")
(True, True, False)
>>> may_be_person("Pihalni orkester Bonaca"), may_be_person("RHIZOME")
(False, False)
>>> is_personal_number("0101006500006"), is_personal_number("RSSMRA85T10A562S")
(True, True)
"""

import re

from stdnum.it import codicefiscale
from stdnum.si import emso

from accounts.core.identity_number import identity_number
from grants.core.text_search import folded

_TITLE = re.compile(
    r"(?:g|ga|gdč|gospod|gospa|dr|mag|prof|sig|sig\.?ra|signor|signora|dott|dott\.?ssa|avv|m|mme"
    r"|mlle|mr|mrs|ms|monsieur|madame|mademoiselle)\.? (?=\S)",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_]\w*(?:[-'\u2019][^\W\d_]\w*)*"
_TWO_NAMES = re.compile(rf"({_NAME}),? ({_NAME})(?: ({_NAME}))?")
_TITLES_OF_PEOPLE = 2
# Beginnings of words that no person is called by.
_ORGANISATION = re.compile(
    r"\b(?:drustv|klub|zbor|zvez|zavod|skupin|orkest|odbor|sindikat|ustanov|gledalis|sola|zadrug"
    r"|associazion|circol|club|cor[oa]\b|comitat|compagni|grupp|band|centr|fondazion|unione|teatr"
    r"|assoc|comit|theatr|fonda|federa|amical|union|group|society|trust|team|foundation"
    r"|d\.?o\.?o|s\.?p\.?a?\.?$|s\.?r\.?l)"
)


def may_be_person(name: str) -> bool:
    """A title before it, two or three capitalised names and nothing else, or `Surname, Name`."""
    if _ORGANISATION.search(folded(name)):
        return False
    if match := _TITLE.match(name):
        rest = name[match.end() :].split()
        return 1 <= len(rest) <= 2 + _TITLES_OF_PEOPLE and all(map(_is_capitalised, rest))
    match = _TWO_NAMES.fullmatch(name)
    if match is None:
        return False
    names = [one for one in match.groups() if one]
    if "," in name:
        return True
    # One name written in capitals beside others that are not: NOVAK Janez.
    return all(map(_is_capitalised, names)) and not all(one.isupper() for one in names)


def is_personal_number(number: str) -> bool:
    """A number of a person, which is never kept: EMŠO, Italian codice fiscale of a person."""
    plain = identity_number(number)
    return emso.is_valid(plain) or (len(plain) == 16 and codicefiscale.is_valid(plain))


def _is_capitalised(name: str) -> bool:
    return name[:1].isupper()
