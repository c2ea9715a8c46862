"""The right to be heard, for the applicant: take over what was found, then answer once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from audit.database.clock import database_now
from grants.actions.requests.accept_request import accept_request
from grants.actions.requests.answer_findings import answer_findings
from grants.core.legal_days import DAYS_OF_FICTION
from grants.core.workflow import ApplicationWork
from grants.forms.hearing import StatementsForm
from grants.models import Application, Request, RequestKind
from grants.permissions import submit_own_application
from grants.selectors.may import takes
from grants.selectors.recognition import facts_to_recognise
from grants.selectors.requests.asked import is_running, newest_request
from grants.selectors.requests.legal_time import delivered_on
from grants.views.apply.fetching import own_page, page_context
from grants.words.hearing import row_told
from grants.words.requests import request_standing


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def hearing(request: HttpRequest, application: Application) -> HttpResponse:
    asked, user = newest_request(application, RequestKind.HEARING), user_of(request)
    if request.method == "POST":
        submit_own_application.require(user, application)
    if asked is None:
        return _nothing(request, application)
    if not _may_answer(application, asked, user):
        refused = _why_not(asked, user) if request.method == "POST" else ""
        return _page(request, application, asked, None, refused)
    codes = [thing.field for thing in asked.things.all()]
    form = StatementsForm(request.POST if request.method == "POST" else None, codes=codes)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            answer_findings(request=asked, statements=form.statements, actor=user)
            return redirect("grants:hearing", number=application.number)
    return _page(request, application, asked, form)


@own_page
@require_POST
def accept(request: HttpRequest, application: Application) -> HttpResponse:
    asked, user = newest_request(application, RequestKind.HEARING), user_of(request)
    submit_own_application.require(user, application)
    if asked is None:
        return _nothing(request, application)
    try:
        accept_request(request=asked, actor=user)
    except Refused as refused:
        return _page(request, application, asked, None, refused=str(refused))
    return redirect("grants:hearing", number=application.number)


def _may_answer(application: Application, asked: Request, user: User) -> bool:
    """Delivered, and neither closed nor over, by the clock that decides."""
    now = database_now()
    return (
        is_running(asked, now)
        and delivered_on(asked, now) is not None
        and takes(ApplicationWork.ANSWER_FINDINGS, application, user)
    )


def _why_not(asked: Request, user: User) -> str:
    """The act itself says it."""
    try:
        answer_findings(request=asked, statements={}, actor=user)
    except Refused as refused:
        return str(refused)
    return ""


def _nothing(request: HttpRequest, application: Application) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = page_context(application)
    return render(request, "grants/apply/hearing_none.html", context, status=status)


def _page(
    request: HttpRequest,
    application: Application,
    asked: Request,
    form: StatementsForm | None,
    refused: str = "",
) -> HttpResponse:
    now = database_now()
    delivered = delivered_on(asked, now)
    facts = {one.code: one for one in facts_to_recognise(application)}
    things = asked.things.select_related("weighed", "request") if delivered is not None else []
    shape, standing = request_standing(asked)
    context = page_context(application) | {
        "asked": asked,
        "delivered": delivered,
        "fiction": DAYS_OF_FICTION,
        "is_waiting": delivered is None and is_running(asked, now),
        "may_accept": delivered is None
        and takes(ApplicationWork.ACCEPT_REQUEST, application, user_of(request)),
        "rows": [
            (row_told(application, facts[one.field], one), _controls(form, one.field))
            for one in things
            if one.field in facts
        ],
        "form": form,
        "shape": shape,
        "standing": standing,
        "refused": refused,
    }
    status = 422 if refused or (form is not None and form.errors) else 200
    return render(request, "grants/apply/hearing.html", context, status=status)


def _controls(form: StatementsForm | None, code: str) -> list[object]:
    return [*form.controls_of(code)] if form is not None else []
