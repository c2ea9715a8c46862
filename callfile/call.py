"""A call as a type: what its file says, read once, with all faults at once.

Source: CALL_FILE §1 (one file holds a whole call) and §3 (all faults at once, each with its place).

>>> reading = read({"merila": "call/1", "code": "k-1", "languages": ["sl"],
...     "title": {"sl": "Kultura"}, "lots": []})
>>> reading.call is None, [str(fault) for fault in reading.faults][:3]
(True, ['missing_key (key=basis)', 'missing_key (key=dates)', 'missing_key (key=supplement_days)'])
>>> call = call_of({"code": "k-1", "grant": {"minimum": "20.00"}, "lots": [
...     {"code": "A", "budget": "90.00", "grant": {"maximum": "80.00"}}]})
>>> call.pot("A").budget, call.pot("A").grant.minimum, call.remedy.days
(9000, 2000, 0)
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache
from typing import Any

from callfile.dates.call_dates import DATES, Dates, check_dates
from callfile.faults import Fault, FaultCode
from callfile.grant import GRANT, NO_LIMITS, Grant, check_grant
from callfile.lots.budgets import LotPot, pots_of
from callfile.lots.check import check_lots
from callfile.lots.lot import LOTS, AnyLot, Lot, leaves_of
from callfile.reading.inspection import Inspection
from callfile.reading.lists import list_of
from callfile.reading.parts import key, keys_of, part, part_of, read_keys
from callfile.reading.shapes import (
    CODE,
    TEXT,
    TEXTS,
    YES_NO,
    Shape,
    Texts,
    constant,
    one_of,
    whole,
)

FORMAT = "call/1"
LANGUAGES = ("sl", "it", "en", "hr", "hu", "de", "fr", "sr")
REMEDIES = ("appeal", "objection", "lawsuit")
INTEGRITY_RULES = ("exclude", "declare", "off")


@part("Published rules that a call is modelled on.")
class Source:
    title: str = key(TEXT, "Who published the rules, and when.")
    url: str | None = key(TEXT, "Where they stand.", default=None)


@part("Where the rules come from. Nothing is computed from it.")
class About:
    modelled_on: tuple[Source, ...] = key(
        list_of(part_of(Source), empty=True), "Published rules, with their address.", default=()
    )
    completed_by_us: Texts | None = key(
        TEXTS, "What was seen in those rules and what was added.", default=None
    )


@part("Articles of the rule book. A dismissal has to name one of them.")
class Basis:
    text: Texts = key(TEXTS, "The article and what it says.")
    url: str | None = key(TEXT, "Where the rule book stands.", default=None)


@part("What a party may do against the decision.")
class Remedy:
    kind: str = key(one_of(REMEDIES), "Which remedy.")
    to: Texts = key(TEXTS, "Who decides on it.")
    days: int = key(whole(1, 90), "Days from service.")


@part("How many applications one organisation may hand in.", name="per_organisation")
class PerOrganisation:
    total: int | None = key(whole(1, 1000), "In the whole call.", default=None)
    per_lot: int | None = key(whole(1, 1000), "In each lot.", default=None)

    def check(self, page: Inspection, place: str) -> None:
        total, per_lot = self.total, self.per_lot
        if total is not None and per_lot is not None and per_lot > total:
            page.add(place, FaultCode.LIMIT_PER_LOT, total=total, per_lot=per_lot)


@part("The file: one call, whole.")
class Call:
    merila: str = key(constant(FORMAT, FaultCode.UNKNOWN_FORMAT), "The format.")
    code: str = key(CODE, "Short name in addresses and in the ledger. It never changes.")
    languages: tuple[str, ...] = key(
        list_of(one_of(LANGUAGES), distinct=True),
        "Official languages. Every text below has to stand in each of them.",
    )
    title: Texts = key(TEXTS, "The official title.")
    short_title: Texts | None = key(
        TEXTS, "Two or three words, where the title has no room.", default=None
    )
    text: Texts | None = key(TEXTS, "What the call is for, in a few sentences.", default=None)
    about: About | None = key(part_of(About), "Where the rules come from.", default=None)
    basis: tuple[Basis, ...] = key(list_of(part_of(Basis)), "Articles of the rule book.")
    strategy: tuple[str, ...] = key(
        list_of(CODE, empty=True, distinct=True),
        "Codes of the municipal goals that the call serves.",
        default=(),
    )
    dates: Dates = key(
        DATES, "Publication, opening for applications, deadline, opening session, results."
    )
    supplement_days: int = key(whole(1, 60), "Days that a supplement request gives.")
    remedy: Remedy = key(part_of(Remedy), "Appeal, objection or lawsuit.")
    integrity_rule: str = key(
        one_of(INTEGRITY_RULES),
        "Entities of municipal officials: excluded, declared, or not asked for.",
    )
    blind_scoring: bool = key(
        YES_NO,
        "Whether members score without seeing who applied, until the scores are revealed. What "
        "applicants write themselves cannot be hidden; the form tells them so.",
        default=False,
    )
    applications_per_organisation: PerOrganisation | None = key(
        part_of(PerOrganisation), "Limits of the number of applications.", default=None
    )
    grant: Grant = key(
        GRANT, "Limits of one award, for every lot that has none of its own.", default=NO_LIMITS
    )
    lots: tuple[AnyLot, ...] = key(LOTS, "The lots, in the order in which their pots are computed.")

    @property
    def leaves(self) -> list[Lot]:
        """The lots that people apply for, in file order."""
        return leaves_of(self.lots)

    def lot(self, code: str) -> Lot:
        """The lot that people apply for under this code; KeyError if there is none."""
        for lot in self.leaves:
            if lot.code == code:
                return lot
        raise KeyError(code)

    @property
    def pots(self) -> list[LotPot]:
        """The same lots with their budgets, and with the limits that hold for each."""
        return pots_of(self.lots, self.grant)

    def pot(self, code: str) -> LotPot:
        """One of them; KeyError if there is none."""
        for pot in self.pots:
            if pot.code == code:
                return pot
        raise KeyError(code)


CALL: Shape[Call] = part_of(Call)


@dataclass(frozen=True, slots=True)
class Reading:
    """`call` is None where one of the `faults` keeps it from being published."""

    call: Call | None
    faults: list[Fault]


def read(written: object, zone: tzinfo | None = None) -> Reading:
    """The call and all its faults, in the order of the file's parts; never raises on any JSON.

    `zone` is where its readers live.
    """
    page = Inspection()
    page.canonical(written)
    raw = page.mapping(written, "")
    if raw is None or any(fault.code is FaultCode.TOO_DEEP for fault in page.faults):
        return Reading(None, page.faults)
    # Before everything else: each text below has to stand in each of them.
    page.languages = tuple(known_languages(raw))
    found = read_keys(page, Call, raw, "")
    _check(page, found, zone)
    whole_call = page.errors == 0 and len(found) == len(keys_of(Call))
    return Reading(Call(**found) if whole_call else None, page.faults)


def call_of(written: Mapping[str, Any]) -> Call:
    """A call as it is written; of a draft with faults what they leave, and nothing for the rest.

    Never raises on any JSON.
    """
    return call_in(json.dumps(written))


# Pages ask for the same few calls again and again, and one takes as long as the rest of a page.
@lru_cache(maxsize=32)
def call_in(text: str) -> Call:
    """The same, out of its JSON text."""
    page = Inspection(rules_only=True)
    return Call(**{**_UNSAID, **read_keys(page, Call, json.loads(text), "")})


_UNSAID: Mapping[str, Any] = {
    "merila": "",
    "basis": (),
    "dates": DATES.read(Inspection(rules_only=True), {}, ""),
    "supplement_days": 0,
    "remedy": Remedy(kind="", to={}, days=0),
    "integrity_rule": "",
    "languages": (),
    "lots": (),
}


def _check(page: Inspection, found: Mapping[str, Any], zone: tzinfo | None) -> None:
    """What of the call could be read is checked also where it could not be read as a whole."""
    if "dates" in found:
        check_dates(page, found["dates"], zone)
    if not found["strategy"]:
        page.add("strategy", FaultCode.NO_STRATEGY)
    grant = found["grant"]
    check_grant(page, grant, "grant", grant, None)
    check_lots(page, found.get("lots", ()), grant, "lots")


def known_languages(written: Mapping[str, Any]) -> list[str]:
    """The languages of a call in their order, each once, whatever else a draft says there."""
    found = written.get("languages")
    said = [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
    return [one for one in dict.fromkeys(said) if one in LANGUAGES]


__all__ = [
    "CALL",
    "FORMAT",
    "Call",
    "Reading",
    "call_in",
    "call_of",
    "known_languages",
    "read",
]
