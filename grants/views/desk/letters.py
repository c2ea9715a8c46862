"""The outbox of a call: what was sent to whom and when, and what is still to be sent."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants.views.desk.calls_set_up import call_to_run
from jobs.letters import letter_title
from jobs.selectors import letters_to_send, sent_letters

PER_PAGE = 50


@login_required
@require_safe
def letters(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_run(request, code)
    page = Paginator(sent_letters(call.pk), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "page": page,
        "rows": [(one, letter_title(one)) for one in page],
        "waiting": [(one, letter_title(one)) for one in letters_to_send(call.pk)],
    }
    return render(request, "grants/desk/letters.html", context)


@login_required
@require_safe
def letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    call = call_to_run(request, code)
    found = get_object_or_404(sent_letters(call.pk), pk=pk)
    return render(request, "grants/desk/letter.html", {"call": call, "letter": found})
