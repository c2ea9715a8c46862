"""A call to supplement, asked of an application whose check is under way."""

from datetime import datetime
from typing import Any

from grants.actions.requests._requests import Wanted
from grants.actions.requests.answer_request import Upload, answer_request
from grants.actions.requests.request_supplement import request_supplement
from grants.models import Application, Request
from tests.opened import CHECKING
from tests.personas import person
from tests.stage import at

DUE = datetime.fromisoformat("2026-11-16T23:59:59+01:00")
IN_TIME = "2026-11-16T23:59:59+01:00"
TOO_LATE = "2026-11-17T00:00:00+01:00"
ARTICLE = {"sl": "9. člen pravilnika", "it": "articolo 9 del regolamento"}
WHY = {"sl": "Podatek manjka.", "it": "Il dato manca."}


def ask(application: Application, *fields: str, **changes: Any) -> Request:
    said: dict[str, Any] = {"reason": WHY, "article": ARTICLE, "due_at": DUE, **changes}
    with at(CHECKING):
        return request_supplement(
            application=application,
            things=[Wanted(field, WHY) for field in fields],
            actor=person("Ada"),
            **said,
        )


def answer(
    request: Request,
    answers: dict[str, Any],
    *files: Upload,
    when: str = IN_TIME,
    who: str = "Bruno",
) -> Request:
    with at(when):
        return answer_request(request=request, answers=answers, files=files, actor=person(who))
