"""No page asks the database more often because there are more applications.

Every route that reads is asked for, as everybody who ever reads it (tests/architecture/routes.py
says who; the matrix holds the routes to it), in every moment of a call. The smaller
size is below the length of every page of a list (the meeting's has twelve lines, three for each
application), so that a query for each row of one page is found too.
"""

import re
from collections import Counter
from collections.abc import Container
from functools import cache

import pytest
from django.db import transaction

from benchmarks.answering import answer
from benchmarks.moments import MOMENTS, begin
from benchmarks.reading import questions
from reports.documents.pdf import renderers
from tests.architecture.routes import ROUTES
from tests.architecture.rules import Outcome, Who
from tests.both_databases import declared_answer
from tests.permissions.columns import COLUMNS

FEW, MANY = 3, 12
# A page that says why nothing can be done is one too.
PAGES = (200, 409, 422)
# A statement that is asked for each row is asked more often than this of the larger size.
SUSPECTED = 4
Key = tuple[str, str, str]
# What they do is the same before every page, and asks for nothing of a call.
BEFORE_EVERY_PAGE = (
    "config.serving.request_log.RequestLogMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.rate.LimitPagesMiddleware",
    "accounts.sign_in.idle.IdleMiddleware",
)
# Route and why it may ask more often of more applications.
GROWING: dict[str, str] = {}


@pytest.mark.same_on_both
@pytest.mark.timeout(900)
def test_no_page_asks_more_of_more_applications(db, monkeypatch, settings):
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one not in BEFORE_EVERY_PAGE]
    # Nor does what draws a document, in a process that has no database.
    monkeypatch.setattr(renderers, "ask", lambda _question: ({}, [b"%PDF-"]))
    # To keep a copy of all that was drawn costs as much as to draw it.
    monkeypatch.setattr(
        "django.test.client.store_rendered_templates", lambda *_drawn, **_more: None
    )
    many = _asked_over(MANY)
    suspected = {key for key, asked in many.items() if max(asked.values(), default=0) > SUSPECTED}
    few = _asked_over(FEW, suspected) if suspected else {}
    grown = {
        key: [
            f"{times - few[key][statement]} more × {statement}"
            for statement, times in many[key].items()
            if times > few[key][statement]
        ]
        for key in few
        if many[key].total() > few[key].total()
    }
    told = [
        f"{route}, {who}, {moment}: {few[key].total()} queries for {FEW} applications, "
        f"{many[key].total()} for {MANY}\n    " + "\n    ".join(said)
        for key, said in grown.items()
        for route, moment, who in [key]
        if route not in GROWING
    ]
    assert not told, "\n".join(told)
    assert {route for route, _, _ in grown} == GROWING.keys(), "listed, but it does not grow"
    assert len(many) > 1_700, "fewer answers than there are routes, readers and moments for"


def _asked_over(count: int, only: Container[Key] | None = None) -> dict[Key, Counter[str]]:
    """How often each statement is asked, by route, moment and reader; nothing stays behind."""
    found: dict[Key, Counter[str]] = {}
    with transaction.atomic():
        stage = begin(count)
        for moment in MOMENTS:
            moment.write(stage)
            for question in questions(stage, moment):
                key = question.route, moment.name, question.who
                if only is not None and key not in only:
                    continue
                if not _ever_reads(question.route, question.who):
                    continue
                got = answer(question)
                if got is not None:
                    assert got.status in PAGES, f"{key}: {got.status}"
                    found[key] = Counter(map(_statement, got.asked))
        transaction.set_rollback(True)
    return found


@cache
def _ever_reads(route: str, who: str) -> bool:
    """Whether the table lets them in, in whatever state; what it does not name, it does."""
    known = ROUTES.get(route)
    return known is None or any(
        declared_answer(known, "get", column.name, Who(who)) is Outcome.LET_IN
        for column in COLUMNS[known.of]
    )


def _statement(sql: str) -> str:
    """Without what differs between two askings of the same thing."""
    sql = re.sub(r"\(%s(, %s)*\)", "(…)", sql)
    return re.sub(r"SAVEPOINT \S+", "SAVEPOINT", sql)
