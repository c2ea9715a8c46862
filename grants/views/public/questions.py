"""Questions about a call with their answers; anybody asks one here, without an account."""

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.attempts.reader_address import address_of
from accounts.languages import reader_language
from accounts.telling import told_in
from grants.actions.questions.ask_question import ask_question
from grants.core.question_days import WORKING_DAYS_TO_ANSWER
from grants.core.workflow import CallWork
from grants.forms.question import AskForm
from grants.models import Call
from grants.selectors.calls.asked_questions import (
    answered_questions,
    last_moment_for_questions,
    waiting_questions,
)
from grants.selectors.calls.public_calls import visible_call
from grants.selectors.may import may
from grants.words.call.questions import answered_row, question_facts


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, code: str) -> HttpResponse:
    call: Call = get_object_or_404(visible_call(request.user, code))
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            asked = ask_question(
                call=call,
                text=form.cleaned_data["text"],
                address=form.cleaned_data["address"],
                language=reader_language(),
                reader=address_of(request),
            )
            words = _("Your question is received under number %(number)d.")
            messages.success(request, words % {"number": asked.number})
            return redirect("grants:call_questions", code=code)
    now, until = timezone.now(), last_moment_for_questions(call)
    answered, waiting = list(answered_questions(call)), waiting_questions(call)
    asked_in_all = len(answered) + waiting.count
    context = {
        "call": call,
        "funder": call.funder,
        "section": "calls",
        "form": form,
        "answered": [answered_row(one) for one in answered],
        "waiting": waiting.count,
        "facts": question_facts(call, len(answered), asked_in_all, until, now),
        "until": until,
        "days": WORKING_DAYS_TO_ANSWER,
        "has_corrigenda": call.versions.filter(number__gt=1).exists(),
        "may_ask": may(CallWork.ASK_QUESTION, call, AnonymousUser(), now),
    }
    status = 422 if form.errors else 200
    return render(request, "grants/public/questions.html", context, status=status)
