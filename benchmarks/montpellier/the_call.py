"""The real list as a call that people can apply to: make_montpellier.py with a form and dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.montpellier.make_montpellier import CRITERIA, make, requests_of, texts

_DEMO_DATA = Path(__file__).resolve().parents[2] / "reports" / "demo" / "data"
LIST = _DEMO_DATA / "montpellier_2014_subsidies.csv"
# Days before now.
_DAYS = {"published": 120, "opens": 110, "deadline": 60, "opening": 58, "results_by": 1}


@dataclass(frozen=True, slots=True)
class Request:
    """One line of the list: `name` is F-0001 … P-0413; whole euros."""

    name: str
    lot: str
    requested: int
    proposed: int


def the_requests(count: int) -> list[Request]:
    """So many, taken evenly from the whole list, in its order."""
    everyone = [Request(*row) for row in requests_of(LIST)]
    return [everyone[place * len(everyone) // count] for place in range(min(count, len(everyone)))]


def call_content(requests: list[Request], now: datetime) -> dict[str, Any]:
    """The pots hold what the city proposed for these requests."""
    call, _evaluation = make(LIST)
    lots: Any = call["lots"]
    return {
        **call,
        "basis": [{"text": texts("5. člen pravilnika", "articolo 5 del regolamento", "article 5")}],
        "dates": {name: _moment(now, days) for name, days in _DAYS.items()},
        "supplement_days": 8,
        "remedy": {"kind": "appeal", "to": texts("župan", "sindaco", "mayor"), "days": 8},
        "integrity_rule": "off",
        "lots": [dict(_lot(lot, requests)) for lot in lots],
    }


def answers_to(request: Request) -> dict[str, Any]:
    """What the applicant of this request fills in: a title, and costs that the request covers."""
    amount = f"{request.requested}.00"
    return {
        "title": f"Program {request.name}",
        "plan": {
            "costs": [{"category": "work", "text": "Program", "amount": amount}],
            "incomes": [],
            "requested": amount,
        },
    }


def highest_of(lot: str) -> Mapping[str, int]:
    return {code: highest for code, _weight, highest, _title in CRITERIA[lot]}


def _moment(now: datetime, days: int) -> str:
    return (now - timedelta(days=days)).isoformat(timespec="seconds")


def _lot(lot: Mapping[str, Any], requests: list[Request]) -> Iterator[tuple[str, Any]]:
    yield from lot.items()
    budget = sum(each.proposed for each in requests if each.lot == lot["code"])
    yield "budget", f"{budget}.00"
    title = {
        "code": "title",
        "kind": "short_text",
        "label": texts("Naslov", "Titolo", "Title"),
        "max_length": 120,
    }
    plan = {
        "code": "plan",
        "kind": "financial_plan",
        "label": texts("Finančna konstrukcija", "Piano finanziario", "Financial plan"),
        "cost_categories": [
            {"code": "work", "text": texts("Program", "Programma", "Programme"), "eligible": True}
        ],
        "income_categories": [
            {
                "code": "own",
                "text": texts("Lastna sredstva", "Fondi propri", "Own"),
                "source": "own",
            }
        ],
    }
    title_of_section = texts("Vloga", "Domanda", "Application")
    section = {"code": "about", "title": title_of_section, "fields": [title, plan]}
    yield "form", {"sections": [section]}
