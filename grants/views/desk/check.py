"""The completeness check of one application, and its facts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.refusal import Refused
from accounts.seen import ChangedMeanwhile, changed_words, mark_of
from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.actions.checking.decide_completeness import decide_completeness, stored_verdict
from grants.actions.checking.recognise_fact import recognise_fact
from grants.core.workflow import ApplicationWork
from grants.forms.check import CheckForm, all_in_order
from grants.forms.fact import FactForm
from grants.models import Application, CompletenessCheck, RequestKind
from grants.permissions import check_application, view_opened_application
from grants.selectors.calls.paper_applications import files_of_field, paper_of
from grants.selectors.computed_checks import computed_checks
from grants.selectors.desk_applications import (
    neighbours,
    next_unchecked,
    opened_attachments,
    sent_at,
)
from grants.selectors.may import may, takes
from grants.selectors.questions import CheckQuestion, check_questions
from grants.selectors.recognition import Fact, facts_to_recognise
from grants.selectors.requests.asked import newest_request
from grants.views.desk import checks_in_words as words
from grants.words.hearing import hearing_in_words
from grants.words.requests import request_standing
from grants.words.states import state_of

_PAGE = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@_PAGE
def check(request: HttpRequest, number: str) -> HttpResponse:
    application, user = _application(request, number), user_of(request)
    if request.method == "POST":
        check_application.require(user, application)
        form = _form(application, request)
        if form.is_valid() and _decided(form, application, user):
            return _go_on(request, application)
        return _page(request, application, form, status=422)
    return _page(request, application)


@login_required
@_PAGE
def fact(request: HttpRequest, number: str, code: str) -> HttpResponse:
    application, user = _application(request, number), user_of(request)
    check_application.require(user, application)
    found = _fact(application, code)
    data = request.POST if request.method == "POST" else None
    form = FactForm(data, call=application.call, fact=found)
    if request.method == "POST" and form.is_valid() and _recognised(form, application, user):
        return redirect(f"{reverse('grants:check', args=[number])}#facts")
    opened, answers = opened_attachments(application), application.answers or {}
    files = files_of_field(found.evidence, answers, opened) if found.evidence else ()
    context = {
        "call": application.call,
        "application": application,
        "form": form,
        "seen": _seen(request, form, _fact(application, code).stored),
        "label": words.fact_label(found),
        "declared": words.fact_lines(found),
        "files": files,
    }
    return render(request, "grants/desk/fact.html", context, status=422 if form.errors else 200)


def _application(request: HttpRequest, number: str) -> Application:
    rows = view_opened_application.queryset(user_of(request))
    return get_object_or_404(rows.select_related("call__funder", "lot"), number=number)


def _fact(application: Application, code: str) -> Fact:
    for one in facts_to_recognise(application):
        if one.code == code and one.declared is not None:
            return one
    raise Http404


def _form(application: Application, request: HttpRequest | None = None) -> CheckForm:
    files = opened_attachments(application)
    questions = check_questions(application, facts_to_recognise(application), files)
    data = request.POST.dict() if request else None
    if data is not None and "all" in data:
        data |= all_in_order(questions)
    return CheckForm(
        data,
        call=application.call,
        questions=questions,
        check=CompletenessCheck.objects.filter(application=application).first(),
    )


def _decided(form: CheckForm, application: Application, user: User) -> bool:
    try:
        with told_in(form):
            decide_completeness(
                application=application,
                verdict=form.cleaned_data["verdict"],
                findings=form.findings,
                article=form.article,
                fact=form.fact,
                reason=form.reason,
                actor=user,
                seen=form.data.get("seen", ""),
            )
            return True
    except ChangedMeanwhile:
        stored = CompletenessCheck.objects.get(application=application).get_verdict_display()
        form.add_error("verdict", ValidationError(changed_words(stored), code="changed"))
    return False


def _recognised(form: FactForm, application: Application, user: User) -> bool:
    try:
        recognise_fact(
            application=application,
            code=form.fact.code,
            value=form.cleaned_data["value"],
            reason=form.reason,
            actor=user,
            seen=form.data.get("seen", ""),
        )
    except ChangedMeanwhile:
        row = _fact(application, form.fact.code).row
        if row is not None:
            form.show_stored(row)
        return False
    except Refused as refused:
        form.add_error("value" if refused.field == form.fact.code else None, str(refused))
        return False
    return True


def _seen(request: HttpRequest, form: Form | None, stored: dict[str, Any]) -> str:
    """The mark of what the page shows: new where it shows what others saved."""
    asks = form is not None and any(form.has_error(name, "changed") for name in form.fields)
    posted = "" if asks else request.POST.get("seen", "")
    return posted or mark_of(stored)


def _go_on(request: HttpRequest, application: Application) -> HttpResponse:
    """To the next application that waits, or to the list when none does."""
    application.refresh_from_db()
    state = state_of(application.state)[1]
    words_of_verdict = _("%(number)s: %(state)s.") % {"number": application.number, "state": state}
    messages.success(request, words_of_verdict)
    following = next_unchecked(application, user_of(request))
    if following is None:
        return redirect("grants:desk_applications", code=application.call.code)
    return redirect("grants:check", number=following.number)


def _page(
    request: HttpRequest,
    application: Application,
    bound: CheckForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = user_of(request)
    asked = newest_request(application, RequestKind.SUPPLEMENT)
    may_check = takes(ApplicationWork.DECIDE_COMPLETENESS, application, user)
    facts = facts_to_recognise(application)
    files = opened_attachments(application)
    paper = paper_of(application, files)
    is_to_send = application.is_unread and asked is None
    is_ready = bound is not None or not (is_to_send or (paper is not None and paper.is_to_type))
    form = (bound or _form(application)) if may_check and is_ready else None
    # After a return, where the chair has opened them again.
    may_recognise = form is not None or may(
        ApplicationWork.RECOGNISE_FACT, application, user, timezone.now()
    )
    questions = form.questions if form else check_questions(application, facts, files)
    verdict = CompletenessCheck.objects.filter(application=application).first()
    context = _head(application, user) | {
        "form": form,
        "verdict": verdict,
        "seen": _seen(request, bound, stored_verdict(verdict)),
        "facts": words.fact_rows(application, facts, may_check=may_check or may_recognise),
        "may_recognise": may_recognise,
        "practice": words.practice_pairs(application, user),
        "paper": paper,
        "may_type": paper is not None
        and not paper.filing.is_late
        and not application.is_unread
        and takes(ApplicationWork.TRANSCRIBE, application, user),
        "asked": asked,
        "asked_standing": request_standing(asked) if asked else None,
        "heard": hearing_in_words(application),
        "may_ask": takes(ApplicationWork.REQUEST_SUPPLEMENT, application, user)
        and (paper is None or application.is_unread or paper.transcription is not None),
        **_rows(application, questions, form, verdict),
    }
    return render(request, "grants/desk/check.html", context, status=status)


def _head(application: Application, user: User) -> dict[str, Any]:
    before, after = neighbours(application, user)
    shape, state = state_of(application.state)
    return {
        "call": application.call,
        "application": application,
        "sent_at": sent_at(application),
        "before": before,
        "after": after,
        "shape": shape,
        "state": state,
    }


def _rows(
    application: Application,
    questions: Any,
    form: CheckForm | None,
    verdict: CompletenessCheck | None,
) -> dict[str, Any]:
    computed = words.check_rows(computed_checks(application, sent_at(application)))
    findings = verdict.findings if verdict else []
    asked: list[CheckQuestion] = list(questions)
    return {
        "computed": computed,
        # One press says yes to everything, where nothing that is computed stands against it.
        "may_be_in_order": verdict is None and not any(one["open"] for one in computed),
        "questions": words.question_rows(asked, form, findings, len(computed) + 1),
    }
