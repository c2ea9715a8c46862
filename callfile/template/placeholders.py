"""What may stand in curly brackets in a text of a template, and how a text is filled in.

The set is closed, and curly brackets mean nothing else in a template. What is filled in is never
read again, so a name with brackets of its own changes nothing.

>>> fill_text("Sedež {funder_in}, leto {year-1}.", {"funder_in": "v Občini Izola", "year": 2028})
Filling(text='Sedež v Občini Izola, leto 2027.', faults=())
>>> [code.value for code, _name in fill_text("{town} in {year", {}).faults]
['placeholder_unknown', 'curly_bracket']
>>> fill_text("Dopolnjeno. {fictional}", {}).text, fill_text("{rules}", {}).text
('Dopolnjeno.', '')
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from callfile.faults import FaultCode

# What it is filled in with, for the reference.
PLACEHOLDERS: Mapping[str, str] = {
    "funder": "The name of the municipality (Občina Bonaca).",
    "funder_of": "The name within a sentence: whose (Občine Bonaca, del Comune di Bonaccia).",
    "funder_in": "The name within a sentence: where (v Občini Bonaca, nel Comune di Bonaccia).",
    "address": "Its address.",
    "email": "Its e-mail address.",
    "phone": "Its telephone number.",
    "year": "The year for which the call gives money; `{year-1}` is the one before it.",
    "day_of_publication": "The day of publication, as each language writes it within a sentence.",
    "rules": "The address of its rule book. Where it is not known, nothing stands there.",
    "fictional": "That a sample is one. With a municipality of its own, nothing stands there.",
}
YEAR, DAY = "year", "day_of_publication"
# Of these a template may have no value; then the text ends before them.
MAY_BE_UNSAID = frozenset({"rules", "fictional"})
_PLACEHOLDER = re.compile(r"(?P<blank> ?)\{(?P<name>[^{}]*)\}")
_YEAR = re.compile(r"year(?:(?P<sign>[+-])(?P<years>[1-9]))?")
_BRACKET = re.compile(r"[{}]")

Known = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Filling:
    """A text that is filled in as far as it can be, and what is wrong: (code, placeholder)."""

    text: str
    faults: tuple[tuple[FaultCode, str], ...] = ()


def fill_text(text: str, known: Known) -> Filling:
    """`known` holds the values of the language of the text; of the year it is the number."""
    faults: list[tuple[FaultCode, str]] = []

    def value(found: re.Match[str]) -> str:
        name = found["name"]
        filled = _value(name, known)
        if isinstance(filled, FaultCode):
            faults.append((filled, name))
            return found[0]
        return found["blank"] + filled if filled else ""

    filled = _PLACEHOLDER.sub(value, text)
    if _BRACKET.search(_PLACEHOLDER.sub("", text)):
        faults.append((FaultCode.CURLY_BRACKET, ""))
    return Filling(filled, tuple(faults))


def bare(text: str) -> str:
    """A text before anything is known of where and when.

    >>> bare("Kultura {year}")
    'Kultura'
    """
    return _PLACEHOLDER.sub("", text).strip()


def _value(name: str, known: Known) -> str | FaultCode:
    """Empty where nothing has to stand there."""
    year = _YEAR.fullmatch(name)
    if year is None and name not in PLACEHOLDERS:
        return FaultCode.PLACEHOLDER_UNKNOWN
    found = known.get(YEAR if year else name)
    if found is None or found == "":
        return "" if name in MAY_BE_UNSAID else FaultCode.PLACEHOLDER_UNFILLED
    if year and year["years"]:
        return str(int(found) + int(year["sign"] + year["years"]))
    return str(found)
