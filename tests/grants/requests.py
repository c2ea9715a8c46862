"""A call to supplement, asked of an application whose check is under way, and taken over."""

from datetime import date, datetime
from typing import Any

from grants.actions.applying._paper import PaperLetter, Scan
from grants.actions.requests._form_fields import Wanted
from grants.actions.requests.accept_request import accept_request
from grants.actions.requests.answer_request import Upload, answer_request
from grants.actions.requests.record_late_answer import record_late_answer
from grants.actions.requests.request_supplement import request_supplement
from grants.models import Application, LateAnswer, Request
from tests.grants.applying import a_pdf
from tests.opened import CHECKING
from tests.personas import person
from tests.stage import at

# Eight days after Thursday, 5 November.
DUE = datetime.fromisoformat("2026-11-13T23:59:59.999999+01:00")
IN_TIME = DUE.isoformat()
TOO_LATE = "2026-11-14T00:00:00+01:00"
ARTICLE = {"sl": "9. člen pravilnika", "it": "articolo 9 del regolamento"}
WHY = {"sl": "Podatek manjka.", "it": "Il dato manca."}


def ask(application: Application, *fields: str, **changes: Any) -> Request:
    """On record, and not yet delivered."""
    said: dict[str, Any] = {"reason": WHY, "article": ARTICLE, **changes}
    with at(CHECKING):
        return request_supplement(
            application=application,
            things=[Wanted(field, **said) for field in fields],
            actor=person("Ada"),
        )


def accept(request: Request, when: str = CHECKING, who: str = "Bruno") -> Request:
    with at(when):
        return accept_request(request=request, actor=person(who))


def ask_and_accept(application: Application, *fields: str) -> Request:
    return accept(ask(application, *fields))


def answer(
    request: Request,
    answers: dict[str, Any],
    *files: Upload,
    when: str = IN_TIME,
    who: str = "Bruno",
) -> Request:
    with at(when):
        return answer_request(request=request, answers=answers, files=files, actor=person(who))


def answer_too_late(request: Request, on: date = date(2026, 11, 16)) -> LateAnswer:
    """On paper, now."""
    scan = Scan("prepozno.pdf", a_pdf("Prepozno"))
    reply = PaperLetter(on, "610-25/2026-14", scan)
    return record_late_answer(request=request, reply=reply, actor=person("Ada"))
