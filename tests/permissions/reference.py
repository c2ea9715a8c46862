"""docs/reference/routes.md, written from the table of routes.

python -m tests.permissions.reference    writes it anew
"""

from collections import Counter
from pathlib import Path

from tests.architecture.routes import ROUTES
from tests.architecture.rules import (
    COMMITTEE,
    COMMITTEE_APPLIED,
    EVERYBODY,
    LEADERS,
    MEMBERS,
    SCORERS,
    SIGNED_IN,
    STAFF,
    STAFF_APPLIED,
    WRITERS,
    Of,
    Outcome,
    Route,
    Rule,
    Who,
)
from tests.permissions.columns import COLUMNS, Column

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "routes.md"
GROUPS: tuple[tuple[str, frozenset[Who]], ...] = (
    ("everybody", EVERYBODY),
    ("whoever is signed in", SIGNED_IN),
    ("staff of the call", STAFF),
    ("staff who belong to an applicant", STAFF_APPLIED),
    ("the committee", COMMITTEE),
    ("committee who belong to an applicant", COMMITTEE_APPLIED),
    ("members who score", SCORERS),
    ("members of the organisation", MEMBERS),
    ("owners and editors", WRITERS),
    ("chair and secretary", LEADERS),
)
HEADINGS = {
    Of.SITE: "Of the site, an organisation or a person",
    Of.CALL: "Of a call",
    Of.APPLICATION: "Of an application",
}
HEAD = """# Routes: who may what, and when

Written from `tests/architecture/routes.py` by `python -m tests.permissions.reference`; a test \
compares them. Every row is driven over HTTP as {people} people in every state \
(`tests/permissions/test_matrix.py`): {requests} requests, {site} of the site, {call} of calls in \
{calls} situations, {application} of applications in {applications}.

Read from the left, the first group that names the person decides. Whoever is not named finds \
nothing (404); a visitor is asked to sign in, except at pages for everybody. `403` names insiders \
who may know of the page and not use it. Staff of the call: officer, approver, finance and auditor \
with a role for it or its funder. Those who belong to an applicant belong to one that competes in \
the lot of the application in question; staff and member joined it when everything was done. An \
act outside of its time is refused with a sentence and writes nothing.
"""


def is_tried(route: Route, method: str, column: Column) -> bool:
    """What a route does not offer, it offers in no state: one is enough."""
    offered = route.get if method == "get" else route.post
    return offered is not None or column is COLUMNS[route.of][-1]


def size_of_matrix() -> Counter[Of]:
    """Requests by what the routes are about."""
    requests: Counter[Of] = Counter()
    for route in ROUTES.values():
        for column in COLUMNS[route.of]:
            tried = sum(is_tried(route, method, column) for method in ("get", "post"))
            requests[route.of] += tried * len(Who)
    return requests


def text() -> str:
    size = size_of_matrix()
    head = HEAD.format(
        people=len(Who),
        requests=sum(size.values()),
        site=size[Of.SITE],
        call=size[Of.CALL],
        application=size[Of.APPLICATION],
        calls=len(COLUMNS[Of.CALL]),
        applications=len(COLUMNS[Of.APPLICATION]),
    )
    return "\n".join([head, *(_table(of) for of in Of)])


def _table(of: Of) -> str:
    rows = [_row(name, route) for name, route in ROUTES.items() if route.of is of]
    head = "| route | page | act | the act writes |\n|---|---|---|---|"
    return "\n".join([f"## {HEADINGS[of]}\n", head, *rows, ""])


def _row(name: str, route: Route) -> str:
    written = "any time" if route.post and not route.writes else _states(route.writes)
    note = f"<br>{route.note}" if route.note else ""
    cells = (f"`{name}`{note}", _rules(route.get), _rules(route.post), written or "–")
    return f"| {' | '.join(cells)} |"


def _rules(rules: tuple[Rule, ...] | None) -> str:
    if rules is None:
        return "–"
    return "; ".join(map(_rule, rules)) or "nobody"


def _rule(rule: Rule) -> str:
    words = _people(rule.people)
    if rule.states:
        words += f" in {_states(rule.states)}"
    return words if rule.outcome is Outcome.LET_IN else f"403: {words}"


def _people(people: frozenset[Who]) -> str:
    found, left = [], set(people)
    for name, group in GROUPS:
        if group <= left:
            found.append(name)
            left -= group
    return ", ".join([*found, *(str(who) for who in Who if who in left)])


def _states(states: frozenset[str]) -> str:
    """In the order of the workflow."""
    order = [column.name for of in (Of.CALL, Of.APPLICATION) for column in COLUMNS[of]]
    order = list(dict.fromkeys([*(name.partition(".")[0] for name in order), *order]))
    return ", ".join(sorted(states, key=order.index))


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
