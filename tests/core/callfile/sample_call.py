"""A call without faults, small enough to break one thing at a time."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from callfile.faults import Fault
from callfile.file import check


def text(sl: str) -> dict[str, str]:
    return {"sl": sl, "it": f"{sl} (it)"}


def field(code: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "label": text(code), **more}


def options(*codes: str) -> list[dict[str, Any]]:
    return [{"code": code, "text": text(code)} for code in codes]


PLAN = field(
    "plan",
    "financial_plan",
    cost_categories=[{"code": "fees", "text": text("honorarji"), "eligible": True}],
    income_categories=[{"code": "own", "text": text("lastna"), "source": "own"}],
)

FIELDS = [
    field("members", "integer", min=1, max=500, fact=True),
    field("share", "decimal", min="0", max="100", decimals=1, unit=text("%"), fact=True),
    field("school", "yes_no", fact=True),
    field("seat", "one_of", options=options("here", "elsewhere"), fact=True),
    field(
        "events",
        "table",
        fact=True,
        max_rows=4,
        columns=[
            field("level", "one_of", options=options("local", "national")),
            field("place", "one_of", options=options("home", "abroad")),
            field("visitors", "integer", min=0, max=100),
        ],
    ),
    field("papers", "file", types=["pdf"], max_mb=5),
    PLAN,
]

QUALITY = {
    "code": "Q",
    "kind": "levels",
    "title": text("Kakovost"),
    "printed_max": "10",
    "levels": [
        {"code": "none", "points": "0", "text": text("ni")},
        {"code": "full", "points": "10", "text": text("v celoti")},
    ],
}

LOT: dict[str, Any] = {
    "code": "A",
    "kind": "operational",
    "title": text("Redno delovanje"),
    "budget": "5000.00",
    "form": {"sections": [{"code": "facts", "title": text("Podatki"), "fields": FIELDS}]},
    "rubric": {"code": "R", "title": text("Merila"), "children": [QUALITY]},
    "aggregation": {"method": "mean", "decimals": 2, "minimum_sheets": 3},
    "threshold": {"total": "5"},
    "tie_break": ["requested:lower", "draw"],
    "allocation": {"method": "point_value", "redistribute": True, "below_minimum": "raise"},
}

CALL: dict[str, Any] = {
    "merila": "call/1",
    "code": "kultura-2027",
    "languages": ["sl", "it"],
    "title": text("Kultura 2027"),
    "basis": [{"text": text("5. člen pravilnika"), "url": "https://bonaca.example/pravilnik"}],
    "strategy": ["K1"],
    "dates": {
        "consultation": ["2026-12-01T00:00:00+01:00", "2026-12-15T00:00:00+01:00"],
        "published": "2027-01-11T08:00:00+01:00",
        "opens": "2027-01-11T08:00:00+01:00",
        "deadline": "2027-02-10T12:00:00+01:00",
        "opening": "2027-02-15T09:00:00+01:00",
        "results_by": "2027-04-01T00:00:00+02:00",
    },
    "supplement_days": 8,
    "remedy": {"kind": "appeal", "to": text("župan"), "days": 8},
    "integrity_rule": "declare",
    "applications_per_organisation": {"total": 3, "per_lot": 1},
    "grant": {"minimum": "200.00", "maximum": "1000.00", "max_share_of_eligible_cost": "60%"},
    "lots": [LOT],
}


def call_with(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """A copy of the call after the change."""
    call = deepcopy(CALL)
    change(call)
    return call


def faults_of(change: Callable[[dict[str, Any]], object]) -> list[str]:
    """The faults of the changed call as `place code` lines."""
    return [f"{fault.place} {fault.code.value}" for fault in check(call_with(change))]


def faults_of_criterion(*nodes: dict[str, Any], fields: list[Any] | None = None) -> list[Fault]:
    """The faults after these criteria joined the rubric (and these fields replaced the form's)."""

    def change(call: dict[str, Any]) -> None:
        lot = call["lots"][0]
        lot["rubric"]["children"] += [{"title": text(node["code"]), **node} for node in nodes]
        if fields is not None:
            lot["form"]["sections"][0]["fields"] = [*fields, PLAN]

    return check(call_with(change))


def lines(faults: list[Fault]) -> list[str]:
    """Faults without the place of the rubric, as `K.bands bands_gap_value value=50`."""
    return [
        " ".join(
            [
                fault.place.removeprefix("lots[0].rubric."),
                fault.code.value,
                *(f"{name}={value}" for name, value in fault.args.items()),
            ]
        )
        for fault in faults
    ]
