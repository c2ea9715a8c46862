"""A call to supplement for the applicant: take it over, then answer once what is asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from callfile.fields import Files
from grants.actions.requests.accept_request import accept_request
from grants.actions.requests.answer_request import Upload, answer_request
from grants.application_refusals import UnfitAnswers
from grants.forms.answers import AnswersForm
from grants.models import Application, Request, RequestKind
from grants.permissions import submit_own_application
from grants.selectors.requests.asked import newest_request
from grants.selectors.room import rooms_of_application
from grants.views.apply.asked import may_answer, nothing_asked, standing_of_asked
from grants.views.apply.fetching import own_page
from grants.words.supplement import things_of


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, application: Application) -> HttpResponse:
    asked, user = newest_request(application, RequestKind.SUPPLEMENT), user_of(request)
    if request.method == "POST":
        submit_own_application.require(user, application)
    if asked is None:
        return nothing_asked(request, application, "grants/apply/supplement_none.html")
    if not may_answer(application, asked, user):
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
        return nothing_asked(request, application, "grants/apply/supplement_none.html")
    try:
        accept_request(request=asked, actor=user)
    except Refused as refused:
        return _page(request, application, asked, None, refused=str(refused))
    return redirect("grants:supplement", number=application.number)


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
    standing = standing_of_asked(application, asked, user_of(request))
    fields = {one.code: one for one in application.call.file.lot(application.lot.code).form.fields}
    things = (
        things_of(asked, fields, application.attachments.all()) if standing["delivered"] else []
    )
    blocks = {block["code"]: block for block in form.blocks()} if form else {}
    context = standing | {
        "rows": [(one, blocks.get(one.code)) for one in things],
        "form": form,
        "refused": refused,
        "rooms": rooms_of_application(application, user_of(request))
        if form and any(isinstance(one, Files) for one in form.asked)
        else [],
    }
    status = 422 if refused or (form is not None and form.errors) else 200
    return render(request, "grants/apply/supplement.html", context, status=status)
