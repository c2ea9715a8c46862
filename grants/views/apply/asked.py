"""What the pages of everything that is asked of an applicant have in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from audit.database.clock import database_now
from grants.core.legal_days import DAYS_OF_FICTION, delivered_by_fiction
from grants.core.workflow import ApplicationWork
from grants.models import Application, Request
from grants.selectors.may import takes
from grants.selectors.requests.asked import ANSWERED_BY, is_running
from grants.selectors.requests.legal_time import delivered_on
from grants.views.apply.fetching import page_context
from grants.words.requests import request_standing


def may_answer(application: Application, asked: Request, user: User) -> bool:
    """Delivered, and neither closed nor over, by the clock that decides."""
    now = database_now()
    return (
        is_running(asked, now)
        and delivered_on(asked, now) is not None
        and takes(ANSWERED_BY[asked.kind], application, user)
    )


def nothing_asked(request: HttpRequest, application: Application, template: str) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, page_context(application), status=status)


def standing_of_asked(application: Application, asked: Request, user: User) -> dict[str, Any]:
    """For the page of what was asked: when it was delivered, and what is next."""
    now = database_now()
    delivered = delivered_on(asked, now)
    shape, standing = request_standing(asked)
    return page_context(application) | {
        "asked": asked,
        "delivered": delivered,
        "fiction": DAYS_OF_FICTION,
        "counts_after": delivered_by_fiction(asked.announced_on) if asked.announced_on else None,
        "is_waiting": delivered is None and is_running(asked, now),
        "may_accept": delivered is None
        and not asked.by_post
        and takes(ApplicationWork.ACCEPT_REQUEST, application, user),
        "shape": shape,
        "standing": standing,
    }
