"""The right to be heard, for the applicant: take over what was found, then answer once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.actions.requests.accept_request import accept_request
from grants.actions.requests.answer_findings import answer_findings
from grants.forms.hearing import StatementsForm
from grants.models import Application, Request, RequestKind
from grants.permissions import submit_own_application
from grants.selectors.recognition import facts_to_recognise
from grants.selectors.requests.asked import newest_request
from grants.views.apply.asked import may_answer, nothing_asked, standing_of_asked
from grants.views.apply.fetching import own_page
from grants.words.hearing import row_told


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def hearing(request: HttpRequest, application: Application) -> HttpResponse:
    asked, user = newest_request(application, RequestKind.HEARING), user_of(request)
    if request.method == "POST":
        submit_own_application.require(user, application)
    if asked is None:
        return nothing_asked(request, application, "grants/apply/hearing_none.html")
    if not may_answer(application, asked, user):
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
        return nothing_asked(request, application, "grants/apply/hearing_none.html")
    try:
        accept_request(request=asked, actor=user)
    except Refused as refused:
        return _page(request, application, asked, None, refused=str(refused))
    return redirect("grants:hearing", number=application.number)


def _why_not(asked: Request, user: User) -> str:
    """The act itself says it."""
    try:
        answer_findings(request=asked, statements={}, actor=user)
    except Refused as refused:
        return str(refused)
    return ""


def _page(
    request: HttpRequest,
    application: Application,
    asked: Request,
    form: StatementsForm | None,
    refused: str = "",
) -> HttpResponse:
    standing = standing_of_asked(application, asked, user_of(request))
    facts = {one.code: one for one in facts_to_recognise(application)}
    things = asked.things.select_related("weighed", "request") if standing["delivered"] else []
    context = standing | {
        "rows": [
            (row_told(application, facts[one.field], one), _controls(form, one.field))
            for one in things
            if one.field in facts
        ],
        "form": form,
        "refused": refused,
    }
    status = 422 if refused or (form is not None and form.errors) else 200
    return render(request, "grants/apply/hearing.html", context, status=status)


def _controls(form: StatementsForm | None, code: str) -> list[object]:
    return [*form.controls_of(code)] if form is not None else []
