"""Small builders for the scoring tests."""

from callfile.strict.fault import CoreFault
from scoring.core.points.score import score


def call(*children, decimals=2, method="mean", minimum_sheets=1, **more):
    aggregation = {"method": method, "minimum_sheets": minimum_sheets}
    if decimals is not None:
        aggregation["decimals"] = decimals
    return {
        "rubric": {"code": "R", "children": list(children)},
        "aggregation": aggregation,
        **more,
    }


def points(code="K", **more):
    return {"code": code, "kind": "score", "min": "0", "max": "100", "step": "1", **more}


def per_unit(code="U", fact="n", worth="1", **more):
    return {"code": code, "kind": "per_unit", "fact": fact, "points": worth, **more}


def entry(number="1", answers=(), facts=None, **more):
    sheets = [
        {
            "assessor": f"m{index}",
            "answers": {code: {"value": value} for code, value in one.items()},
        }
        for index, one in enumerate(answers)
    ]
    return {"number": number, "facts": facts or {}, "sheets": sheets, **more}


def one(rules, source, seed=None):
    [row] = score(rules, [source], seed)
    return row


def fault(function, *arguments):
    try:
        function(*arguments)
    except CoreFault as raised:
        return str(raised.kind), raised.names
    return None
