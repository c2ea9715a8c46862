"""A form with a field of every kind, and answers that fit it."""

from copy import deepcopy
from typing import Any

from callfile.fields.form import Form
from tests.single_lot import read_lot


def _text(sl: str) -> dict[str, str]:
    return {"sl": sl, "it": sl}


LOT: dict[str, Any] = {
    "code": "A",
    "grant": {"minimum": "100.00", "maximum": "1000.00", "max_share_of_eligible_cost": "60%"},
    "form": {
        "sections": [
            {
                "code": "who",
                "title": _text("Kdo"),
                "fields": [
                    {"code": "name", "kind": "short_text", "max_length": 20},
                    {"code": "story", "kind": "long_text", "max_words": 5, "required": False},
                    {"code": "members", "kind": "integer", "min": 1, "max": 5000, "fact": True},
                    {
                        "code": "hours",
                        "kind": "decimal",
                        "min": "0",
                        "max": "100",
                        "decimals": 1,
                        "fact": True,
                    },
                    {"code": "fee", "kind": "money", "min": "0.00", "max": "50.00", "fact": True},
                    {"code": "youth", "kind": "yes_no", "fact": True},
                    {
                        "code": "young",
                        "kind": "integer",
                        "min": 0,
                        "fact": True,
                        "shown_if": "youth and members > 2",
                    },
                    {
                        "code": "seat",
                        "kind": "one_of",
                        "options": [{"code": "here"}, {"code": "elsewhere"}],
                        "fact": True,
                    },
                    {"code": "reach", "kind": "many_of", "options": [{"code": "a"}, {"code": "b"}]},
                    {"code": "founded", "kind": "date", "max": "2026-12-31"},
                    {"code": "run", "kind": "period", "min": "2027-01-01", "max": "2027-12-31"},
                    {"code": "venue", "kind": "place"},
                    {
                        "code": "papers",
                        "kind": "file",
                        "types": ["pdf"],
                        "max_mb": 1,
                        "max_files": 2,
                    },
                    {
                        "code": "events",
                        "kind": "table",
                        "max_rows": 3,
                        "fact": True,
                        "columns": [
                            {"code": "what", "kind": "short_text"},
                            {"code": "level", "kind": "one_of", "options": [{"code": "local"}]},
                            {"code": "visitors", "kind": "integer", "required": False},
                        ],
                    },
                    {"code": "true_copy", "kind": "declaration"},
                ],
            },
            {
                "code": "money",
                "title": _text("Denar"),
                "fields": [
                    {
                        "code": "plan",
                        "kind": "financial_plan",
                        "cost_categories": [
                            {"code": "fees", "eligible": True},
                            {"code": "food", "eligible": False},
                        ],
                        "income_categories": [
                            {"code": "own", "source": "own"},
                            {"code": "state", "source": "public"},
                            {"code": "sponsor", "source": "other"},
                        ],
                    }
                ],
            },
        ]
    },
}

ANSWERS: dict[str, Any] = {
    "name": "Pevsko društvo Zarja",
    "story": "Pojemo – od leta 1921.",
    "members": "34",
    "hours": "12.5",
    "fee": "10.00",
    "youth": True,
    "young": "12",
    "seat": "here",
    "reach": ["a", "b"],
    "founded": "1921-05-08",
    "run": {"from": "2027-01-01", "to": "2027-06-30"},
    "venue": {"text": "Kulturni dom"},
    "papers": ["1"],
    "events": [{"what": "Koncert", "level": "local", "visitors": "120"}],
    "true_copy": True,
    "plan": {
        "costs": [
            {"category": "fees", "text": "Zborovodja", "amount": "900.00"},
            {"category": "food", "text": "", "amount": "100.00"},
        ],
        "incomes": [
            {"category": "own", "text": "Članarina", "amount": "340.00"},
            {"category": "state", "text": "JSKD", "amount": "120.00"},
            {"category": "sponsor", "text": "", "amount": "0.01"},
        ],
        "requested": "539.99",
    },
}


READ = read_lot(LOT)


def form_of(*fields: dict[str, Any]) -> Form:
    return read_lot({"form": {"sections": [{"code": "s", "fields": list(fields)}]}}).form


def answers(**changes: Any) -> dict[str, Any]:
    """Fitting answers with some of them changed; None takes an answer away."""
    changed = {**deepcopy(ANSWERS), **changes}
    return {code: value for code, value in changed.items() if value is not None}


def plan(**changes: Any) -> dict[str, Any]:
    """The fitting financial plan with some parts changed."""
    return {**deepcopy(ANSWERS["plan"]), **changes}
