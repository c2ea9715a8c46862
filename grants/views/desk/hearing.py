"""Tell an applicant what was found, and weigh what is answered, on one page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import LOOK_AGAIN, ChangedMeanwhile, mark_of
from accounts.sign_in.signed_in import user_of
from accounts.slots import filled
from applicants.selectors import is_without_people
from grants.actions.requests.take_back_request import take_back_request
from grants.actions.requests.tell_findings import tell_findings
from grants.actions.requests.weigh_answer import shown_weighing, weigh_answer
from grants.core.legal_days import DAYS_OF_FICTION
from grants.core.workflow import ApplicationWork
from grants.forms.hearing import WeighingForm
from grants.forms.supplement import ServiceForm, TakeBackForm
from grants.models import Application, Request, RequestedThing, RequestKind
from grants.permissions import check_application, view_opened_application
from grants.selectors.desk_applications import sent_at
from grants.selectors.may import takes
from grants.selectors.recognition import Fact, facts_to_recognise
from grants.selectors.requests.asked import newest_request, replies_on_paper
from grants.selectors.requests.hearing import (
    findings_to_tell,
    shown_findings,
    speaks,
    unsettled_facts,
)
from grants.selectors.requests.legal_time import counted_days, days_to_be_heard
from grants.words.hearing import label_of, row_to_tell, row_told
from grants.words.requests import request_standing, weeks_of

# What is weighed, and the form that was sent for it.
Weighing = tuple[RequestedThing, WeighingForm]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def telling(request: HttpRequest, number: str) -> HttpResponse:
    application, user = _application(request, number), user_of(request)
    if request.method != "POST":
        return _page(request, application)
    try:
        told = tell_findings(
            application=application,
            actor=user,
            seen=request.POST.get("seen", ""),
            by_post="by_post" in request.POST,
        )
    except ChangedMeanwhile:
        return _page(request, application, refused=str(LOOK_AGAIN))
    except Refused as refused:
        return _page(request, application, refused=str(refused))
    words = _("%(number)s: the applicant is told what was found.") % {"number": number}
    messages.success(request, words)
    if told.by_post:
        return redirect(filled("letters_by_post", number))
    return redirect("grants:tell_findings", number=number)


@login_required
@require_POST
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    application, user = _application(request, number), user_of(request)
    asked = newest_request(application, RequestKind.HEARING)
    form = TakeBackForm(request.POST)
    if asked is not None and form.is_valid():
        try:
            take_back_request(request=asked, reason=form.cleaned_data["reason"], actor=user)
            return redirect("grants:tell_findings", number=number)
        except Refused as refused:
            return _page(request, application, refused=str(refused))
    return _page(request, application, taking_back=form)


@login_required
@require_POST
def weigh(request: HttpRequest, number: str, code: str) -> HttpResponse:
    application, user = _application(request, number), user_of(request)
    thing = _thing(application, code)
    if thing is None:
        return _page(request, application, refused=_("The applicant was not told of this fact."))
    form = _form(application, thing, request)
    if form.is_valid() and _weighed(form, thing, user, request.POST.get("seen", "")):
        return redirect("grants:tell_findings", number=number)
    return _page(request, application, weighing=(thing, form))


def _weighed(form: WeighingForm, thing: RequestedThing, user: User, seen: str) -> bool:
    try:
        weigh_answer(thing=thing, sentence=form.sentence, actor=user, seen=seen)
    except ChangedMeanwhile:
        form.add_error(None, ValidationError(str(LOOK_AGAIN), code="changed"))
    except Refused as refused:
        field = f"sentence_{form.languages[0]}" if refused.field == "sentence" else None
        form.add_error(field, str(refused))
    return not form.errors


def _application(request: HttpRequest, number: str) -> Application:
    """Of an officer who checks it."""
    user = user_of(request)
    rows = view_opened_application.queryset(user).select_related("call__funder", "lot")
    application = get_object_or_404(rows, number=number)
    check_application.require(user, application)
    return application


def _thing(application: Application, code: str) -> RequestedThing | None:
    asked = newest_request(application, RequestKind.HEARING)
    rows = RequestedThing.objects.select_related("request__application", "weighed")
    return rows.filter(request=asked, field=code).first()


def _form(
    application: Application, thing: RequestedThing, request: HttpRequest | None = None
) -> WeighingForm:
    weighed = getattr(thing, "weighed", None)
    return WeighingForm(
        request.POST if request is not None else None,
        prefix=thing.field,
        languages=application.call.official_languages,
        stored=weighed.sentence if weighed is not None else {},
    )


def _page(
    request: HttpRequest,
    application: Application,
    *,
    refused: str = "",
    taking_back: TakeBackForm | None = None,
    weighing: Weighing | None = None,
) -> HttpResponse:
    user, asked = user_of(request), newest_request(application, RequestKind.HEARING)
    context = {
        "call": application.call,
        "application": application,
        "sent_at": sent_at(application),
        "asked": asked,
        "replies": replies_on_paper(application, RequestKind.HEARING, user),
        "refused": refused,
        **_to_tell(application, user),
        **(_told(request, application, asked, weighing) if asked is not None else {}),
    }
    may_take_back = takes(ApplicationWork.TAKE_BACK_REQUEST, application, user)
    if asked is not None and not asked.outcome and may_take_back:
        context["taking_back"] = taking_back or TakeBackForm()
    is_bad = refused or taking_back is not None or weighing is not None
    return render(request, "grants/desk/hearing.html", context, status=422 if is_bad else 200)


def _to_tell(application: Application, user: User) -> dict[str, Any]:
    found = findings_to_tell(application, timezone.now())
    today, days = timezone.localdate(), days_to_be_heard(application.call)
    counted = list(counted_days(application.call, today, days))
    return {
        "findings": [row_to_tell(application, one) for one in found],
        "seen": mark_of(shown_findings(found)),
        "unsettled": [label_of(one) for one in unsettled_facts(application)],
        "may_tell": takes(ApplicationWork.TELL_FINDINGS, application, user),
        "days": days,
        "weeks": weeks_of(counted),
        "last": next(one.day for one in counted if one.is_last),
        "today": today,
        "fiction": DAYS_OF_FICTION,
        "is_nobodys": is_without_people(application.organisation),
        "service": ServiceForm(),
    }


def _told(
    request: HttpRequest, application: Application, asked: Request, weighing: Weighing | None
) -> dict[str, Any]:
    facts = {one.code: one for one in facts_to_recognise(application)}
    may_weigh = takes(ApplicationWork.WEIGH_ANSWER, application, user_of(request))
    shape, standing = request_standing(asked)
    things = asked.things.select_related("weighed", "request__application")
    return {
        "shape": shape,
        "standing": standing,
        "rows": [
            {
                "told": row_told(application, facts[one.field], one),
                "form": _form_of(application, one, weighing) if may_weigh else None,
                "seen": _seen(request, weighing, one, facts[one.field]),
            }
            for one in things
            if one.field in facts
        ],
    }


def _form_of(
    application: Application, thing: RequestedThing, weighing: Weighing | None
) -> WeighingForm | None:
    if weighing is not None and weighing[0] == thing:
        return weighing[1]
    return _form(application, thing) if speaks(thing) else None


def _seen(
    request: HttpRequest, weighing: Weighing | None, thing: RequestedThing, fact: Fact
) -> str:
    """The mark of what the page shows: new where it shows what others saved."""
    is_sent = weighing is not None and weighing[0] == thing
    if weighing and is_sent and not weighing[1].has_error(NON_FIELD_ERRORS, "changed"):
        return request.POST.get("seen", "")
    return mark_of(shown_weighing(getattr(thing, "weighed", None), fact))
