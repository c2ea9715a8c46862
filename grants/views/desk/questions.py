"""The questions about a call at the desk: which wait, and one of them with its answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.sign_in.signed_in import user_of
from accounts.telling import told_in
from grants.actions.questions.answer_question import answer_question
from grants.actions.questions.correct_answer import correct_answer
from grants.actions.questions.decline_question import decline_question
from grants.core.question_days import WORKING_DAYS_TO_ANSWER
from grants.core.workflow import CallWork
from grants.forms.question import AnswerForm, CorrectForm, DeclineForm
from grants.models import CallQuestion
from grants.permissions import run_call
from grants.selectors.calls.asked_questions import (
    closed_questions,
    last_moment_for_questions,
    open_questions,
)
from grants.selectors.may import takes
from grants.views.desk.calls_set_up import call_of_desk
from grants.words.call.questions import answered_row, language_name, open_row, shortened


@login_required
@require_safe
def questions(request: HttpRequest, code: str) -> HttpResponse:
    call, now = call_of_desk(request, code), timezone.now()
    context = {
        "call": call,
        "waiting": [open_row(one, now) for one in open_questions(call)],
        "closed": [(one, shortened(one.text)) for one in closed_questions(call)],
        "until": last_moment_for_questions(call),
        "now": now,
        "days": WORKING_DAYS_TO_ANSWER,
    }
    return render(request, "grants/desk/questions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = _question(request, code, number)
    form = AnswerForm(found, request.POST or None)
    if request.method == "POST":
        _require_officer(request, found)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            answer_question(
                question=found,
                wording=form.texts("wording"),
                answer=form.texts("answer"),
                actor=user_of(request),
            )
            messages.success(request, _("The answer is published."))
            return redirect("grants:questions", code=code)
    return _page(request, found, form, DeclineForm())


@login_required
@require_POST
def decline(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = _question(request, code, number)
    _require_officer(request, found)
    form = DeclineForm(request.POST)
    if form.is_valid():
        with told_in(form):
            decline_question(
                question=found, reason=form.cleaned_data["reason"], actor=user_of(request)
            )
            messages.success(request, _("The question is declined."))
            return redirect("grants:questions", code=code)
    return _page(request, found, AnswerForm(found), form)


@login_required
@require_POST
def correct(request: HttpRequest, code: str, number: int) -> HttpResponse:
    found = _question(request, code, number)
    _require_officer(request, found)
    form = CorrectForm(found, answered_row(found).answer, request.POST)
    if form.is_valid():
        with told_in(form):
            correct_answer(
                question=found,
                answer=form.texts(),
                since=form.cleaned_data["since"],
                actor=user_of(request),
            )
            messages.success(request, _("The corrected answer is published."))
            return redirect("grants:question", code=code, number=number)
    return _page(request, found, AnswerForm(found), DeclineForm(), form)


def _question(request: HttpRequest, code: str, number: int) -> CallQuestion:
    call = call_of_desk(request, code)
    found: CallQuestion = get_object_or_404(call.questions, number=number)
    found.call = call
    return found


def _require_officer(request: HttpRequest, question: CallQuestion) -> None:
    if not run_call.allows(user_of(request), question.call):
        raise PermissionDenied


def _page(
    request: HttpRequest,
    found: CallQuestion,
    answer: Any,
    decline: Any,
    correct: CorrectForm | None = None,
) -> HttpResponse:
    user = user_of(request)
    # Somebody else may have closed it meanwhile.
    found.refresh_from_db()
    answered = answered_row(found) if found.is_answered else None
    if answered and correct is None and takes(CallWork.CORRECT_ANSWER, found.call, user):
        correct = CorrectForm(found, answered.answer)
    is_wrong = bool(answer.errors or decline.errors or (correct and correct.errors))
    context = {
        "call": found.call,
        "question": found,
        "row": open_row(found, timezone.now()),
        "language": language_name(found.language),
        "answer": answer,
        "decline": decline,
        # The summary of errors on top of the page.
        "form": decline if decline.errors else answer if answer.errors else correct,
        "answered": answered,
        "correct": correct,
        "may_answer": found.is_open and takes(CallWork.ANSWER_QUESTION, found.call, user),
        "may_decline": found.is_open and takes(CallWork.DECLINE_QUESTION, found.call, user),
        "may_amend": takes(CallWork.AMEND, found.call, user),
    }
    return render(request, "grants/desk/question.html", context, status=422 if is_wrong else 200)
