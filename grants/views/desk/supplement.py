"""Call an applicant to supplement: thing by thing, each with what and under which article."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.refusal import Refused
from accounts.sign_in.signed_in import user_of
from accounts.slots import filled
from applicants.selectors import is_without_people
from callfile.fields import Field
from grants.actions.requests.request_supplement import Wanted, request_supplement
from grants.actions.requests.take_back_request import take_back_request
from grants.core.legal_days import DAYS_OF_FICTION
from grants.core.workflow import ApplicationWork
from grants.forms.supplement import SupplementRequestForm, TakeBackForm, ThingToAsk
from grants.models import Application, Attachment, RequestKind
from grants.permissions import check_application, view_opened_application
from grants.selectors.desk_applications import opened_attachments, sent_at
from grants.selectors.may import takes
from grants.selectors.requests.asked import newest_request, replies_on_paper
from grants.selectors.requests.legal_time import counted_days
from grants.selectors.requests.supplement import askable_fields, last_article, problems_by_field
from grants.words.requests import request_standing, weeks_of
from grants.words.supplement import lines_now, proposed_reason, things_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: HttpRequest, number: str) -> HttpResponse:
    application = _application(request, number)
    check_application.require(user_of(request), application)
    may_ask = takes(ApplicationWork.REQUEST_SUPPLEMENT, application, user_of(request))
    was_asked = newest_request(application, RequestKind.SUPPLEMENT) is not None
    # Whoever sends from an old page is told by the act why it does not happen.
    if request.method != "POST" and (not may_ask or (was_asked and "again" not in request.GET)):
        return _standing(request, application)
    files = opened_attachments(application)
    codes = _chosen(request, application, files)
    is_changed = request.method != "POST" or "send" not in request.POST
    form = _form(request, application, files, codes, is_changed=is_changed)
    if not is_changed and form.is_valid() and _sent(request, application, form):
        asked = newest_request(application, RequestKind.SUPPLEMENT)
        if asked is not None and asked.by_post:
            return redirect(filled("letters_by_post", number))
        return redirect("grants:check", number=number)
    return _page(request, application, files, form)


@login_required
@require_POST
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    application = _application(request, number)
    check_application.require(user_of(request), application)
    asked, form = newest_request(application, RequestKind.SUPPLEMENT), TakeBackForm(request.POST)
    if asked is not None and form.is_valid():
        try:
            take_back_request(
                request=asked, reason=form.cleaned_data["reason"], actor=user_of(request)
            )
            return redirect("grants:request_supplement", number=number)
        except Refused as refused:
            form.add_error("reason" if refused.field else None, str(refused))
    return _standing(request, application, form)


def _application(request: HttpRequest, number: str) -> Application:
    rows = view_opened_application.queryset(user_of(request))
    return get_object_or_404(rows.select_related("call__funder", "lot"), number=number)


def _chosen(
    request: HttpRequest, application: Application, files: Sequence[Attachment]
) -> list[str]:
    """The things on the page, in the order of the form; at first those that have a fault."""
    if request.method == "POST":
        named = {*request.POST.getlist("thing"), request.POST.get("add", "")}
        named.discard(request.POST.get("remove", ""))
    else:
        named = set(request.GET.getlist("thing")) or {*problems_by_field(application, files)}
    return [one.code for one in askable_fields(application) if one.code in named]


def _form(
    request: HttpRequest,
    application: Application,
    files: Sequence[Attachment],
    codes: Sequence[str],
    *,
    is_changed: bool,
) -> SupplementRequestForm:
    call = application.call
    languages = call.official_languages
    problems = problems_by_field(application, files)
    fields = [one for one in askable_fields(application) if one.code in codes]
    asked = [
        ThingToAsk(one, proposed_reason(one, problems.get(one.code, ()), languages))
        for one in fields
    ]
    given: dict[str, Any] = (
        {"initial": request.POST.dict()} if is_changed else {"data": request.POST}
    )
    return SupplementRequestForm(
        call=call, languages=languages, asked=asked, article=last_article(call), **given
    )


def _sent(request: HttpRequest, application: Application, form: SupplementRequestForm) -> bool:
    things = [Wanted(*one) for one in form.wanted()]
    try:
        request_supplement(
            application=application,
            things=things,
            actor=user_of(request),
            by_post=form.cleaned_data["by_post"],
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    words = _("%(number)s: the applicant is called to supplement.")
    messages.success(request, words % {"number": application.number})
    return True


def _page(
    request: HttpRequest,
    application: Application,
    files: Sequence[Attachment],
    form: SupplementRequestForm,
) -> HttpResponse:
    answers = application.answers or {}
    on_page = {one.field.code for one in form.asked}
    left: list[Field] = [one for one in askable_fields(application) if one.code not in on_page]
    today = timezone.localdate()
    days = list(counted_days(application.call, today, application.call.file.supplement_days))
    context = {
        "call": application.call,
        "application": application,
        "sent_at": sent_at(application),
        "form": form,
        "rows": [
            {
                "field": one.field,
                "now": lines_now(one.field, answers.get(one.field.code), files),
                **form.controls_of(one.field.code),
            }
            for one in form.asked
        ],
        "left": left,
        "days": application.call.file.supplement_days,
        "weeks": weeks_of(days),
        "last": next(one.day for one in days if one.is_last),
        "today": today,
        "fiction": DAYS_OF_FICTION,
        "is_nobodys": is_without_people(application.organisation),
    }
    status = 422 if form.errors else 200
    return render(request, "grants/desk/supplement_request.html", context, status=status)


def _standing(
    request: HttpRequest, application: Application, bound: TakeBackForm | None = None
) -> HttpResponse:
    asked = newest_request(application, RequestKind.SUPPLEMENT)
    fields = {one.code: one for one in application.call.file.lot(application.lot.code).form.fields}
    may_take_back = (
        asked is not None
        and not asked.outcome
        and takes(ApplicationWork.TAKE_BACK_REQUEST, application, user_of(request))
    )
    shape, standing = request_standing(asked) if asked else ("none", _("Nothing was asked for."))
    context = {
        "call": application.call,
        "application": application,
        "sent_at": sent_at(application),
        "asked": asked,
        "replies": replies_on_paper(application, RequestKind.SUPPLEMENT, user_of(request)),
        "shape": shape,
        "standing": standing,
        "things": things_of(asked, fields, application.attachments.all()) if asked else [],
        "form": (bound or TakeBackForm()) if may_take_back else None,
        "may_ask": takes(ApplicationWork.REQUEST_SUPPLEMENT, application, user_of(request)),
    }
    status = 422 if bound is not None else 200
    return render(request, "grants/desk/supplement.html", context, status=status)
