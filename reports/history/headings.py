"""Which column is which: guessed from headings in Slovene, Italian, French and English.

>>> guess_columns(["Organizacija", "Zaprošeni znesek", "Odobreno (EUR)", "Leto"])
{'organisation': 0, 'requested': 1, 'awarded': 2, 'year': 3}
>>> guess_columns(["organisation_code", "organisation", "proposed_eur", "requested_eur"])
{'organisation': 1, 'organisation_number': 0, 'requested': 3, 'awarded': 2}
"""

import re
from collections.abc import Sequence

from callfile.numbers.written import NumberError, NumberFault, parse_money
from grants.core.text_search import folded

# In this order a column is given away; a heading fits by the beginnings of its words.
TARGETS = (
    *("organisation", "organisation_number", "requested", "awarded", "kind", "theme", "purpose"),
    *("year", "number", "recipient"),
)
_SIGNS: dict[str, tuple[str, ...]] = {
    "organisation": (
        *("organizacij", "naziv", "prejemnik", "vlagatelj", "prijavitelj", "drustv", "izvajalec"),
        *("organizzazion", "associazion", "beneficiari", "denominazion", "richiedent", "soggett"),
        *("organism", "association", "beneficiair", "nom", "tiers", "organisation", "organization"),
        *("recipient", "beneficiary", "applicant", "grantee", "name"),
    ),
    "organisation_number": (
        *("maticn", "davcn", "codice fiscal", "partita iva", "cod fisc", "siret", "siren", "rna"),
        *("organisation code", "organisation number", "organization code", "registration"),
        *(
            "organisation id",
            "recipient id",
            "id beneficiair",
            "identifiant",
            "charity number",
            "stevilka org",
        ),
    ),
    "requested": (
        *("zaprosen", "zahtevan", "prijavljen", "richiest", "demand", "sollicit", "request"),
        *("asked", "applied"),
    ),
    "awarded": (
        *("odobren", "dodeljen", "predlagan", "izplacan", "prejet", "znesek", "sredstv"),
        *("concess", "assegnat", "erogat", "propost", "liquidat", "contribut", "import"),
        *("accord", "attribu", "propos", "vers", "vote", "montant", "subvention"),
        *("award", "grant", "approv", "paid", "amount"),
    ),
    "kind": (*("vrsta", "tip", "tipo", "tipologi", "natur", "type", "kind", "funding type"),),
    "theme": (
        *("podrocj", "tem", "sklop", "settor", "ambit", "materi", "them", "domain", "secteur"),
        *("politique", "area", "field", "sector", "programme area"),
    ),
    "purpose": (
        *("namen", "projekt", "program", "naslov", "oggett", "progett", "finalit", "titol"),
        *("objet", "projet", "intitul", "libelle", "purpose", "project", "title", "description"),
    ),
    "year": ("leto", "ann", "esercizi", "exercice", "year", "datum", "date", "data", "award date"),
    "number": (
        *("stevilka", "zadev", "vlog", "pratic", "protocol", "numero", "dossier", "reference"),
        *("application", "number", "ref", "no"),
    ),
    "recipient": (
        *("vrsta prejemnika", "pravna oblika", "status", "tipo beneficiari", "natura giuridic"),
        *("forme juridiqu", "type beneficiair", "type de beneficiair", "recipient type"),
        *("legal form", "type of recipient"),
    ),
}
OPERATIONAL_WORDS = (
    *("f", "o", "op", "fonctionnement", "operational", "operating", "core", "running costs"),
    *("redno delovanje", "delovanje", "redna dejavnost", "program", "programi", "programme"),
    *("attivita ordinaria", "attivita", "funzionamento", "gestione", "ordinario", "ordinaria"),
    *("operation", "regular operation"),
)
PROJECT_WORDS = (
    *("p", "projet", "projets", "project", "projects", "projekt", "projekti", "progetto"),
    *("progetti", "action", "evenement", "manifestation", "manifestazione", "evento", "event"),
    *("prireditev", "prireditve"),
)
PERSON_WORDS = (
    *("fizicna oseba", "posameznik", "posameznica", "obcan", "persona fisica", "privato"),
    *("personne physique", "particulier", "natural person", "person", "individual", "private"),
)
_MEANING_SIGNS = {
    "proposed": ("predlagan", "propos", "propost"),
    "paid": ("izplacan", "erogat", "liquidat", "vers", "paid", "payment"),
}


def guess_columns(headings: Sequence[str]) -> dict[str, int]:
    """{target: place of the column}; each column at most once, the sign that stands first wins."""
    plain = [_words(heading) for heading in headings]
    fits = [
        (sign not in _WEAK, -begins, len(sign), -TARGETS.index(target), -place, target)
        for target in TARGETS
        for sign in _SIGNS[target]
        for place, text in enumerate(plain)
        if (begins := _found_at(text, sign)) is not None
    ]
    found: dict[str, int] = {}
    for *_weight, place, target in sorted(fits, reverse=True):
        if target not in found and -place not in found.values():
            found[target] = -place
    return {target: found[target] for target in TARGETS if target in found}


def head_row(rows: Sequence[tuple[int, Sequence[str]]]) -> int:
    """Which of the first rows holds the headings: the first that names most columns."""
    best, found = -1, 0
    for place, (_number, cells) in enumerate(rows[:20]):
        if sum(map(bool, cells)) < 2 and len(cells) > 1:
            continue
        known = len(guess_columns(cells))
        if known > best:
            best, found = known, place
    return found


def guess_meaning(heading: str) -> str:
    """What the second amount is, as far as its heading says it."""
    text = _words(heading)
    return next(
        (
            meaning
            for meaning, signs in _MEANING_SIGNS.items()
            if any(_found_at(text, sign) is not None for sign in signs)
        ),
        "granted",
    )


def guess_words(values: Sequence[str], known: Sequence[str]) -> list[str]:
    """Those of the values in a column that are known to mean it."""
    return [value for value in dict.fromkeys(values) if _words(value) in known]


def guess_decimal(values: Sequence[str]) -> str:
    """`comma` or `point`, from amounts that leave no doubt; empty where none does."""
    for value in values:
        marks = [letter for letter in value if letter in ".,"]
        if not marks or not _is_clear(value):
            continue
        last = marks[-1]
        is_decimal = marks.count(last) == 1 and (
            len(set(marks)) > 1 or len(value.rpartition(last)[2].strip(" €EURur")) != 3
        )
        if is_decimal:
            return "comma" if last == "," else "point"
        return "point" if last == "," else "comma"
    return ""


def _is_clear(value: str) -> bool:
    try:
        parse_money(value)
    except NumberError as error:
        return error.code is NumberFault.TOO_MANY_DECIMALS
    return True


def _words(text: str) -> str:
    """Folded, with single spaces for everything that is no letter and no digit."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", folded(text)).split())


def _found_at(text: str, sign: str) -> int | None:
    """Where the sign begins a word of the text; very short signs are whole words."""
    if sign not in text:
        return None
    end = r"(?!\w)" if len(sign) <= 4 and sign not in _SHORT_BEGINNINGS else ""
    match = re.search(rf"(?<!\w){re.escape(sign)}{end}", text)
    return None if match is None else match.start()


_SHORT_BEGINNINGS = frozenset({"tem", "ann", "vers", "them"})
# What a heading is about only where no other word of it says more.
_WEAK = frozenset(
    {
        *("naziv", "nom", "name", "denominazion", "znesek", "sredstv", "import", "contribut"),
        *("montant", "subvention", "amount", "grant", "stevilka", "numero", "number", "no"),
        *("naslov", "titol", "title", "program", "data", "datum", "date", "status", "tip", "type"),
        *("tipo", "kind", "libelle", "intitul", "description", "richiedent", "ref", "natur"),
    }
)
