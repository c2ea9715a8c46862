"""A call small enough to compute by hand: lot A by point value, lot B by rank."""

from copy import deepcopy
from typing import Any


def texts(sl: str, it: str | None = None) -> dict[str, str]:
    return {"sl": sl, "it": it or f"{sl} (it)"}


def _plan() -> dict[str, Any]:
    return {
        "code": "plan",
        "kind": "financial_plan",
        "label": texts("Finančna konstrukcija", "Piano finanziario"),
        "cost_categories": [
            {"code": "work", "text": texts("Izvajalci", "Esecutori"), "eligible": True},
            {"code": "food", "text": texts("Pogostitev", "Rinfresco"), "eligible": False},
        ],
        "income_categories": [
            {"code": "own", "text": texts("Lastna sredstva", "Fondi propri"), "source": "own"},
            {"code": "other", "text": texts("Drugi viri", "Altre fonti"), "source": "other"},
        ],
    }


def _declaration() -> dict[str, Any]:
    return {
        "code": "truthful",
        "kind": "declaration",
        "label": texts("Izjava", "Dichiarazione"),
        "text": texts("Podatki so resnični.", "I dati sono veritieri."),
    }


def _members() -> dict[str, Any]:
    return {
        "code": "members",
        "kind": "integer",
        "label": texts("Člani s plačano članarino", "Soci con quota versata"),
        "min": 0,
        "max": 5000,
        "fact": True,
    }


def _name_of_project() -> dict[str, Any]:
    return {
        "code": "title",
        "kind": "short_text",
        "label": texts("Naslov", "Titolo"),
        "max_length": 120,
    }


def _section(code: str, title: str, *fields: dict[str, Any]) -> dict[str, Any]:
    return {"code": code, "title": texts(title), "fields": list(fields)}


_LEVELS = [
    {"code": "full", "points": "10", "text": texts("Zasnova je izvirna.", "L’idea è originale.")},
    {"code": "some", "points": "5", "text": texts("Zasnova je jasna.", "L’idea è chiara.")},
    {"code": "none", "points": "0", "text": texts("Zasnove ni.", "L’idea manca.")},
]

_A: dict[str, Any] = {
    "code": "A",
    "kind": "operational",
    "title": texts("Celoletno delo", "Attività annuale"),
    "budget": "1000.00",
    "eligibility": [
        {
            "code": "seat",
            "text": texts("Sedež je v občini.", "La sede è nel comune."),
            "ask": texts("Ali je sedež v občini?", "La sede è nel comune?"),
        }
    ],
    "form": {
        "sections": [
            _section("about", "O programu", _name_of_project(), _members()),
            _section("money", "Denar", _plan()),
            _section("declarations", "Izjave", _declaration()),
        ]
    },
    "rubric": {
        "code": "R",
        "title": texts("Merila", "Criteri"),
        "children": [
            {
                "code": "A1",
                "kind": "bands",
                "fact": "members",
                "title": texts("Člani", "Soci"),
                "bands": [
                    {"from": "0", "to": "10", "points": "2"},
                    {"from": "10", "points": "10"},
                ],
            },
            {
                "code": "A2",
                "kind": "levels",
                "title": texts("Zasnova", "Idea"),
                "levels": _LEVELS,
            },
        ],
    },
    "aggregation": {"method": "mean", "decimals": 2, "minimum_sheets": 2},
    "threshold": {"total": "5"},
    "tie_break": ["criterion:A2", "requested:lower", "draw"],
    "allocation": {
        "method": "point_value",
        "redistribute": True,
        "below_minimum": "refuse",
        "text": texts("Sredstva se delijo s seštevkom točk.", "I fondi si dividono per i punti."),
        "article": texts("16. člen pravilnika", "articolo 16 del regolamento"),
    },
}

_B: dict[str, Any] = {
    **deepcopy(_A),
    "code": "B",
    "kind": "project",
    "title": texts("Projekti", "Progetti"),
    "budget": "500.00",
    "rubric": {
        "code": "R",
        "title": texts("Merila", "Criteri"),
        "children": [
            {
                "code": "B1",
                "kind": "levels",
                "title": texts("Pomen", "Rilevanza"),
                "weight": "2",
                "levels": _LEVELS,
            }
        ],
    },
    "tie_break": ["criterion:B1", "requested:lower", "draw"],
    "allocation": {
        "method": "ranked",
        "last": "partial",
        "text": texts("Po vrstnem redu.", "Secondo la graduatoria."),
        "article": texts("17. člen pravilnika", "articolo 17 del regolamento"),
    },
}


def small_call(**changes: Any) -> dict[str, Any]:
    """The content of the call; its dates stand around 1 to 31 October 2026."""
    content = {
        "merila": "call/1",
        "code": "mala-2027",
        "languages": ["sl", "it"],
        "title": texts("Mali razpis 2027", "Piccolo bando 2027"),
        "basis": [{"text": texts("5. člen pravilnika", "articolo 5 del regolamento")}],
        "dates": {
            "published": "2026-09-21T08:00:00+02:00",
            "opens": "2026-10-01T08:00:00+02:00",
            "deadline": "2026-10-30T12:00:00+01:00",
            "opening": "2026-11-04T09:00:00+01:00",
            "results_by": "2026-12-15T12:00:00+01:00",
        },
        "supplement_days": 8,
        "remedy": {"kind": "appeal", "to": texts("župan", "sindaco"), "days": 8},
        "integrity_rule": "declare",
        "applications_per_organisation": {"total": 3, "per_lot": 2},
        "grant": {"minimum": "50.00", "maximum": "600.00"},
        "lots": [deepcopy(_A), deepcopy(_B)],
    }
    return {**content, **changes}


# What an applicant to lot A answers.
PLAN: dict[str, Any] = {
    "costs": [{"category": "work", "text": "Zborovodja", "amount": "900.00"}],
    "incomes": [{"category": "own", "text": "Članarina", "amount": "500.00"}],
    "requested": "400.00",
}
ANSWERS: dict[str, Any] = {
    "title": "Pesmi treh obal",
    "members": "34",
    "plan": PLAN,
    "truthful": True,
}
