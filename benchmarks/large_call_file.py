"""The call file of the large call: one lot, three criteria of the committee, point value."""

from typing import Any

CRITERIA = (("K1", 40), ("K2", 30), ("K3", 30))


def texts(sl: str, it: str) -> dict[str, str]:
    return {"sl": sl, "it": it}


def criterion(code: str, most: int) -> dict[str, Any]:
    return {
        "code": code,
        "kind": "score",
        "title": texts(f"Merilo {code}", f"Criterio {code}"),
        "text": texts("Ocenjevalec da točke.", "Il valutatore assegna i punti."),
        "min": "0",
        "max": str(most),
        "step": "1",
        "printed_max": str(most),
    }


def content(applications: int, word: str = "") -> dict[str, Any]:
    """One lot, three criteria of the committee, money by point value with redistribution."""
    plan = {
        "code": "plan",
        "kind": "financial_plan",
        "label": texts("Finančna konstrukcija", "Piano finanziario"),
        "cost_categories": [
            {"code": "work", "text": texts("Izvajalci", "Esecutori"), "eligible": True}
        ],
        "income_categories": [
            {"code": "own", "text": texts("Lastna sredstva", "Fondi propri"), "source": "own"}
        ],
    }
    title = {
        "code": "title",
        "kind": "short_text",
        "label": texts("Naslov", "Titolo"),
        "max_length": 120,
    }
    lot = {
        "code": "A",
        "kind": "project",
        "title": texts("Projekti v kulturi", "Progetti culturali"),
        "budget": f"{applications * 1500}.00",
        "form": {
            "sections": [
                {"code": "about", "title": texts("O projektu", "Progetto"), "fields": [title, plan]}
            ]
        },
        "rubric": {
            "code": "R",
            "title": texts("Merila", "Criteri"),
            "children": [criterion(code, most) for code, most in CRITERIA],
        },
        "aggregation": {"method": "mean", "decimals": 2, "minimum_sheets": 2},
        "threshold": {"total": "40"},
        "tie_break": ["criterion:K1", "requested:lower", "draw"],
        "allocation": {
            "method": "point_value",
            "redistribute": True,
            "below_minimum": "refuse",
            "text": texts("Sredstva se delijo po točkah.", "I fondi si dividono per i punti."),
            "article": texts("16. člen pravilnika", "articolo 16 del regolamento"),
        },
    }
    return {
        "merila": "call/1",
        "code": f"kultura-{applications}{word}",
        "languages": ["sl", "it"],
        "title": texts("Javni razpis za kulturo", "Bando pubblico per la cultura"),
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
        "grant": {"minimum": "200.00", "maximum": "8000.00", "max_share_of_eligible_cost": "80%"},
        "lots": [lot],
    }
