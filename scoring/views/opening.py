"""The opening session: its page, its three acts, its minutes."""

from collections.abc import Callable, Container
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import ConfirmAgainForm
from accounts.languages import reader_language
from accounts.models import User
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in, told_on_top
from grants.models import Call
from jobs.models import Job
from scoring.actions.opening.begin_opening import begin_opening
from scoring.actions.opening.close_opening_session import close_opening_session
from scoring.actions.opening.open_lost_files import open_lost_files
from scoring.actions.opening.start_opening_session import start_opening_session
from scoring.forms.opening import CloseForm, KeyForm, StartSessionForm
from scoring.models import OpeningSession
from scoring.permissions import confirm_opening as may_confirm
from scoring.permissions import view_minutes, view_opening
from scoring.selectors.committee.blind import NOBODY_NAMED, is_blind_for
from scoring.selectors.opening.minutes import minutes_in, minutes_of
from scoring.selectors.opening.session import TO_CONFIRM, Opening, Stage, opening_of
from scoring.words.opening import opening_in_words

ON_A_PAGE = 50
# In each language; the document that goes public has all.
ON_A_PRINTED_PAGE = 200


@login_required
@require_safe
def opening(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _call(request, code))


@login_required
@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    call, user = _call(request, code), user_of(request)
    form = StartSessionForm(request.POST, attended=opening_of(call, user, timezone.now()))
    return _act(
        request,
        call,
        form,
        lambda: start_opening_session(
            call=call,
            place=form.cleaned_data["place"],
            attendance=form.attendance(),
            actor=user,
        ),
    )


@login_required
@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    call, user = _call(request, code), user_of(request)
    found = opening_of(call, user, timezone.now())
    if found.stage not in TO_CONFIRM:
        # One that was interrupted goes on with those who were there.
        form: Form = ConfirmAgainForm(request.POST, user=user)
        return _act(request, call, form, lambda: begin_opening(call=call, actor=user))
    key = KeyForm(request.POST, attended=found, user=user)
    return _act(
        request,
        call,
        key,
        lambda: begin_opening(call=call, actor=user, attendance=key.attendance()),
    )


@login_required
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    call, user = _call(request, code), user_of(request)
    form = CloseForm(request.POST)
    return _act(
        request,
        call,
        form,
        lambda: close_opening_session(
            call=call,
            public_present=form.cleaned_data["public"],
            remarks=form.cleaned_data["remarks"],
            actor=user,
        ),
    )


@login_required
@require_POST
def open_lost(request: HttpRequest, code: str) -> HttpResponse:
    """What could not be read at the opening and has been put back."""
    call, user = _call(request, code), user_of(request)
    may_confirm.require(user, call)
    with told_on_top(request):
        opened = open_lost_files(call=call, actor=user)
        if opened:
            words = ngettext(
                "%(count)d thing was opened that could not be read before.",
                "%(count)d things were opened that could not be read before.",
                len(opened),
            )
            messages.success(request, words % {"count": len(opened)})
        return redirect("scoring:opening", code=call.code)
    return _page(request, call, status=422)


@login_required
@require_safe
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """In every official language, one after the other, to be printed and signed."""
    calls = view_minutes.queryset(user_of(request)).select_related("funder")
    call = get_object_or_404(calls, code=code)
    if is_blind_for(call, user_of(request)):
        raise Http404
    session = get_object_or_404(
        OpeningSession.objects.select_related("first_by", "second_by", "entry"), call=call
    )
    page = Paginator(session.opened, ON_A_PRINTED_PAGE).get_page(request.GET.get("page"))
    parts = minutes_of(session, part=rows_of(page))
    context = {"call": call, "session": session, "page": page, "parts": list(parts.values())}
    return render(request, "scoring/opening_minutes.html", context)


def _call(request: HttpRequest, code: str) -> Call:
    rows = view_opening.queryset(user_of(request)).select_related("funder")
    return get_object_or_404(rows, code=code)


def _act(request: HttpRequest, call: Call, form: Form, act: Callable[[], object]) -> HttpResponse:
    """Do it and show the session as it is now; or show what stands in the way, nothing lost."""
    may_confirm.require(user_of(request), call)
    if form.is_valid():
        with told_in(form):
            done = act()
            here = reverse("scoring:opening", args=[call.code])
            return redirect(done if isinstance(done, Job) else here)
    return _page(request, call, form)


def _page(
    request: HttpRequest, call: Call, form: Form | None = None, status: int = 200
) -> HttpResponse:
    user = user_of(request)
    found = opening_of(call, user, timezone.now())
    shown = _empty_form(found, user)
    if form is not None and type(form) is type(shown):
        shown = form
    elif form is not None:
        # The session has moved on meanwhile: its page has no such form any more.
        for words in form.non_field_errors():
            messages.error(request, str(words))
    page = Paginator(found.lines, ON_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page,
        "call": call,
        "opening": found,
        "session": found.session,
        "form": shown,
        "words": opening_in_words(found),
        "is_blind": is_blind_for(call, user),
    }
    named = NOBODY_NAMED if context["is_blind"] else None
    context["minutes"] = _minutes(found, rows_of(page), named)
    return render(request, "scoring/opening.html", context, status=422 if form else status)


def _minutes(found: Opening, part: slice, named: Container[str] | None) -> dict[str, Any] | None:
    if found.session is None:
        return None
    return minutes_in(found.session, reader_language(), found.lines, named, part)


def rows_of(page: Page[Any]) -> slice:
    """Where the rows of a page stand in the whole list."""
    return slice(max(page.start_index() - 1, 0), page.end_index())


def _empty_form(found: Opening, user: User) -> Form | None:
    if not found.may_confirm:
        return None
    match found.stage:
        case Stage.START:
            return StartSessionForm(attended=found)
        case Stage.FIRST_KEY | Stage.SECOND_KEY:
            return KeyForm(attended=found, user=user)
        case Stage.OPENING:
            return ConfirmAgainForm(user=user)
        case Stage.OPEN:
            return CloseForm()
    return None
