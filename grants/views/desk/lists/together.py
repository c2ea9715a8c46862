"""An act on several applications of the list: what will happen is shown first, then what did."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import Role
from accounts.permissions import has_role
from accounts.sign_in.signed_in import user_of
from callfile.fields import Field
from grants.actions._each_alone import Each
from grants.actions.checking.complete_together import complete_together
from grants.actions.requests.request_supplement import Wanted
from grants.actions.requests.supplement_together import supplement_together
from grants.core.legal_days import DAYS_OF_FICTION
from grants.forms.supplement import SupplementRequestForm, ThingToAsk
from grants.models import Application, Call
from grants.permissions import enter_call
from grants.selectors.calls.together import (
    MOST_TOGETHER,
    fields_of_all,
    hindrance_to_ask,
    those_in_order,
    to_act_on,
    waiting_among,
)
from grants.selectors.requests.legal_time import counted_days
from grants.selectors.requests.supplement import last_article
from grants.views.desk.checks_in_words import question_title
from grants.views.desk.lists.choice import choice_of
from grants.words.requests import weeks_of

_PAGE = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@_PAGE
def complete(request: HttpRequest, code: str) -> HttpResponse:
    call = call_of_officer(request, code)
    numbers, left = _chosen(request, call)
    if request.method == "POST":
        done = complete_together(call=call, numbers=numbers, actor=user_of(request))
        return _result(request, call, done)
    looked = those_in_order(call, to_act_on(call, user_of(request), numbers))
    rows = [
        {"application": one.application, "asked": [question_title(each) for each in one.questions]}
        for one in looked
        if not one.hindrance
    ]
    others = [(one.application, one.hindrance) for one in looked if one.hindrance]
    context = {"call": call, "rows": rows, "others": others, "left": left, "most": MOST_TOGETHER}
    return render(request, "grants/desk/complete_together.html", context)


@login_required
@_PAGE
def supplement(request: HttpRequest, code: str) -> HttpResponse:
    call = call_of_officer(request, code)
    numbers, left = _chosen(request, call)
    chosen = to_act_on(call, user_of(request), numbers)
    asked = [one for one in chosen if not hindrance_to_ask(one)]
    fields = fields_of_all(asked)
    is_sent = request.method == "POST" and "send" in request.POST
    form = _form(request, call, fields, is_sent=is_sent)
    if is_sent and form.asked and form.is_valid():
        done = supplement_together(
            call=call,
            numbers=numbers,
            things=[Wanted(*one) for one in form.wanted()],
            actor=user_of(request),
            by_post=form.cleaned_data["by_post"],
        )
        return _result(request, call, done)
    context = {
        "call": call,
        "form": form,
        "asked": asked,
        "others": [(one, why) for one in chosen if (why := hindrance_to_ask(one))],
        "left": left,
        "most": MOST_TOGETHER,
        **_things(form, fields),
        **_time(call),
    }
    status = 422 if is_sent else 200
    return render(request, "grants/desk/supplement_together.html", context, status=status)


def call_of_officer(request: HttpRequest, code: str) -> Call:
    user = user_of(request)
    call = get_object_or_404(enter_call.queryset(user).select_related("funder"), code=code)
    if not has_role(user, Role.OFFICER, funder_id=call.funder_id, call_id=call.pk):
        raise PermissionDenied
    return call


def _chosen(request: HttpRequest, call: Call) -> tuple[list[str], int]:
    """The numbers, and how many of the choice wait for another time."""
    said = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" or "all" not in said:
        numbers = list(dict.fromkeys(said.getlist("number")))
        return numbers[:MOST_TOGETHER], max(0, len(numbers) - MOST_TOGETHER)
    user = user_of(request)
    waiting = waiting_among(call, user, choice_of(said, user, call).rows)
    numbers = list(waiting.values_list("number", flat=True))
    return numbers[:MOST_TOGETHER], max(0, len(numbers) - MOST_TOGETHER)


def _form(
    request: HttpRequest, call: Call, fields: Sequence[Field], *, is_sent: bool
) -> SupplementRequestForm:
    named = {*request.POST.getlist("thing"), request.POST.get("add", "")}
    named.discard(request.POST.get("remove", ""))
    given: dict[str, Any] = {"data": request.POST} if is_sent else {"initial": request.POST.dict()}
    return SupplementRequestForm(
        call=call,
        languages=call.official_languages,
        asked=[ThingToAsk(one, {}) for one in fields if one.code in named],
        article=last_article(call),
        **given,
    )


def _things(form: SupplementRequestForm, fields: Sequence[Field]) -> dict[str, Any]:
    on_page = {one.field.code for one in form.asked}
    return {
        "rows": [{"field": one.field, **form.controls_of(one.field.code)} for one in form.asked],
        "fields": [one for one in fields if one.code not in on_page],
    }


def _time(call: Call) -> dict[str, Any]:
    """As the page of a single call to supplement shows it."""
    today = timezone.localdate()
    days = list(counted_days(call, today, call.file.supplement_days))
    return {
        "days": call.file.supplement_days,
        "weeks": weeks_of(days),
        "last": next(one.day for one in days if one.is_last),
        "today": today,
        "fiction": DAYS_OF_FICTION,
    }


def _result(request: HttpRequest, call: Call, done: Sequence[Each]) -> HttpResponse:
    rows: list[tuple[Application, str]] = [(one.application, one.refused) for one in done]
    context = {
        "call": call,
        "done": [one for one, refused in rows if not refused],
        "refused": [(one, refused) for one, refused in rows if refused],
    }
    return render(request, "grants/desk/together_result.html", context)
