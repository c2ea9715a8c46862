"""A call to supplement for the applicant: take it over, then answer once what is asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from audit.database.clock import database_now
from callfile.fields import Files
from grants.actions.requests.accept_request import accept_request
from grants.actions.requests.answer_request import Upload, answer_request
from grants.application_refusals import UnfitAnswers
from grants.core.legal_days import DAYS_OF_FICTION
from grants.core.workflow import ApplicationWork
from grants.forms.answers import AnswersForm
from grants.models import Application, Request, RequestKind
from grants.permissions import submit_own_application
from grants.selectors.may import takes
from grants.selectors.requests.asked import is_running, newest_request
from grants.selectors.requests.legal_time import delivered_on
from grants.selectors.room import rooms_of_application
from grants.views.apply.fetching import own_page, page_context
from grants.words.requests import request_standing
from grants.words.supplement import things_of


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, application: Application) -> HttpResponse:
    asked, user = newest_request(application, RequestKind.SUPPLEMENT), user_of(request)
    if request.method == "POST":
        submit_own_application.require(user, application)
    if asked is None:
        return _nothing(request, application)
    if not _may_answer(application, asked, user):
        refused = _why_not(asked, user) if request.method == "POST" else ""
        return _page(request, application, asked, None, refused)
    form = _form(application, asked, request)
    if request.method != "POST":
        return _page(request, application, asked, form)
    given = form.read_answers()
    if not form.errors and _answered(application, asked, form, given, request):
        return redirect("grants:supplement", number=application.number)
    return _page(request, application, asked, form)


@own_page
@require_POST
def accept(request: HttpRequest, application: Application) -> HttpResponse:
    asked, user = newest_request(application, RequestKind.SUPPLEMENT), user_of(request)
    submit_own_application.require(user, application)
    if asked is None:
        return _nothing(request, application)
    try:
        accept_request(request=asked, actor=user)
    except Refused as refused:
        return _page(request, application, asked, None, refused=str(refused))
    return redirect("grants:supplement", number=application.number)


def _may_answer(application: Application, asked: Request, user: User) -> bool:
    """Delivered, and neither closed nor over, by the clock that decides."""
    now = database_now()
    is_delivered = delivered_on(asked, now) is not None
    return (
        is_running(asked, now)
        and is_delivered
        and takes(ApplicationWork.ANSWER_REQUEST, application, user)
    )


def _nothing(request: HttpRequest, application: Application) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = page_context(application)
    return render(request, "grants/apply/supplement_none.html", context, status=status)


def _why_not(asked: Request, user: User) -> str:
    """The act itself says it."""
    try:
        answer_request(request=asked, answers={}, actor=user)
    except Refused as refused:
        return str(refused)
    return ""


def _form(application: Application, asked: Request, request: HttpRequest) -> AnswersForm:
    form = application.call.file.lot(application.lot.code).form
    named = {thing.field for thing in asked.things.all()}
    fields = tuple(one for one in form.fields if one.code in named)
    more = request.GET.get("more", "")
    data = request.POST if request.method == "POST" else None
    return AnswersForm(asked=fields, answers=application.answers or {}, more=more, data=data)


def _answered(
    application: Application,
    asked: Request,
    form: AnswersForm,
    given: dict[str, Any],
    request: HttpRequest,
) -> bool:
    uploads = [
        Upload(one.code, file.name or "", file.read())
        for one in form.asked
        if isinstance(one, Files)
        for file in request.FILES.getlist(one.code)
    ]
    try:
        answer_request(request=asked, answers=given, actor=user_of(request), files=uploads)
    except UnfitAnswers as unfit:
        form.show(list(unfit.problems))
        if form.errors:
            return False
        form.add_error(None, str(unfit))
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return not form.errors


def _page(
    request: HttpRequest,
    application: Application,
    asked: Request,
    form: AnswersForm | None,
    refused: str = "",
) -> HttpResponse:
    now = database_now()
    delivered = delivered_on(asked, now)
    is_shown = delivered is not None
    fields = {one.code: one for one in application.call.file.lot(application.lot.code).form.fields}
    things = things_of(asked, fields, application.attachments.all()) if is_shown else []
    blocks = {block["code"]: block for block in form.blocks()} if form else {}
    shape, standing = request_standing(asked)
    context = page_context(application) | {
        "asked": asked,
        "delivered": delivered,
        "fiction": DAYS_OF_FICTION,
        "is_waiting": delivered is None and is_running(asked, now),
        "may_accept": delivered is None
        and takes(ApplicationWork.ACCEPT_REQUEST, application, user_of(request)),
        "rows": [(one, blocks.get(one.code)) for one in things],
        "form": form,
        "shape": shape,
        "standing": standing,
        "refused": refused,
        "rooms": rooms_of_application(application, user_of(request))
        if form and any(isinstance(one, Files) for one in form.asked)
        else [],
    }
    status = 422 if refused or (form is not None and form.errors) else 200
    return render(request, "grants/apply/supplement.html", context, status=status)
