"""What is driven on PostgreSQL too. On SQLite everything is.

Everything that asks the database is driven on both, but for rows of two large tables, whose
product cannot differ where its factors do not:

* The corpus of bad input: a case is driven again where it brings something that the database has
  not met in the same test: a door, page, person or act for the first time, or an input for the
  first time in this kind of column. The words at a field, the language and the other doors of the
  same kind are ours and no database's. What has no world asks no database, and is held to it.
* The matrix of routes: a row is driven again where its person is let in by a page or an act for the
  first time or turned away for the first time with this answer, and in every state for one person
  who is let in. Its queries and its page are then asked of both; that one state is not another is
  the comparison of a column with a word, and who is turned away from a page and from its act stands
  before the same door. What a route does not offer at all asks nothing beyond that door.
* Every column of the proof: a change behind the program is made again for one column of each type
  of each model. What fsck compares is read by the type, and the whole walk is compared on both.
* How many queries a page asks is Django's and no database's; how a document looks, what a page or
  the ledger tells and what a lost file does is made of rows that other tests read from both: what
  is marked `same_on_both` looks at nothing else, and is driven on SQLite.

So a fault is missed that only PostgreSQL has, and only for one input at a second door of the same
kind, for one person in a second state with the same answer, or for one who is turned away from an
act as from its page.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.architecture.rules import Outcome, Route, Rule, Who
from tests.permissions.columns import COLUMNS
from tests.permissions.reference import is_tried

# Whose turn it is, of the languages: it says nothing of the case.
TURN = "number"
# The arguments that say where something is typed.
WHERE = ("door", "place")
# Doors by the first word of their names, where what is typed gets no column of its own.
_SEALED = ("answer", "plan")
_IN_A_DOCUMENT = ("call", "sheet", "meeting", "fact")


def kind_of_column(door: str) -> str:
    """Bytes of a sealed application, part of a JSON document, or a column of its own."""
    first = door.partition("-")[0]
    if first in _SEALED:
        return "sealed"
    return "document" if first in _IN_A_DOCUMENT else "column"


def brings_something_new(cases: Iterable[Mapping[str, Any]]) -> list[bool]:
    """For each case of one test, by its arguments."""
    met: set[tuple[str, ...]] = set()
    found = []
    for case in cases:
        kinds = [kind_of_column(str(case[name])) for name in WHERE if name in case]
        brought = {
            (name, repr(value), *([] if name in WHERE else kinds))
            for name, value in case.items()
            if name != TURN
        }
        found.append(not brought <= met or not brought)
        met |= brought
    return found


Row = tuple[str, str, Who]


def rows_of(route: Route) -> list[Row]:
    """Method, column and person: all that is tried of a route."""
    return [
        (method, column.name, who)
        for column in COLUMNS[route.of]
        for method in ("get", "post")
        if is_tried(route, method, column)
        for who in Who
    ]


def rows_for_both(route: Route) -> list[Row]:
    """Those of `rows_of` that are driven on PostgreSQL too."""
    met: set[tuple[Any, ...]] = set()
    kept = []
    for method, column, who in rows_of(route):
        if rules_of(route, method) is None:
            continue
        answer = declared_answer(route, method, column, who)
        news: set[tuple[Any, ...]] = {(who, answer)}
        if answer is Outcome.LET_IN:
            writes = method == "post" and route.may_write(column)
            news = {(method, who, writes), (method, column)}
        if not news <= met:
            kept.append((method, column, who))
        met |= news
    return kept


def rules_of(route: Route, method: str) -> tuple[Rule, ...] | None:
    return route.get if method == "get" else route.post


def declared_answer(route: Route, method: str, column: str, who: Who) -> Outcome | None:
    rules = rules_of(route, method) or ()
    return next((rule.outcome for rule in rules if rule.names(who, column)), None)
