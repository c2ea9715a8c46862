"""To be told of a call without an account: leave an address, confirm it, have it deleted."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.attempts.reader_address import address_of
from accounts.languages import reader_language
from accounts.telling import told_in
from grants.actions.subscribers.confirm_subscription import confirm_subscription
from grants.actions.subscribers.subscribe import subscribe
from grants.actions.subscribers.unsubscribe import unsubscribe
from grants.core.workflow import CallWork
from grants.forms.question import SubscribeForm
from grants.models import Call
from grants.selectors.calls.public_calls import visible_call
from grants.selectors.calls.subscribers import marked_subscription
from grants.selectors.may import may

_PAGE = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@_PAGE
def leave_address(request: HttpRequest, code: str) -> HttpResponse:
    call = _call(request, code)
    form = SubscribeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            subscribe(
                call=call,
                address=form.cleaned_data["address"],
                language=reader_language(),
                reader=address_of(request),
            )
            return _page(request, call, "sent")
    return _page(request, call, "form", form=form)


@never_cache
@_PAGE
def confirm(request: HttpRequest, code: str, mark: str) -> HttpResponse:
    """A program that opens all links of a letter confirms nothing: it takes a press."""
    call = _call(request, code)
    found = marked_subscription(call, mark)
    if found is None:
        return _page(request, call, "gone")
    if request.method == "POST":
        confirm_subscription(subscription=found)
        return redirect("grants:confirm_subscription", code=code, mark=mark)
    return _page(request, call, "confirm" if found.confirmed_at is None else "told", mark=mark)


@csrf_exempt
@never_cache
@_PAGE
def leave(request: HttpRequest, code: str, mark: str) -> HttpResponse:
    """The mail program of the reader sends the form by itself (RFC 8058), without a cookie; the
    mark of the letter is what it needs.
    """
    call = _call(request, code)
    found = marked_subscription(call, mark)
    if found is not None and request.method == "POST":
        unsubscribe(subscription=found)
        found = None
    return _page(request, call, "gone" if found is None else "leave", mark=mark)


def _call(request: HttpRequest, code: str) -> Call:
    found: Call = get_object_or_404(visible_call(request.user, code))
    return found


def _page(
    request: HttpRequest,
    call: Call,
    shown: str,
    *,
    form: SubscribeForm | None = None,
    mark: str = "",
) -> HttpResponse:
    context = {
        "call": call,
        "funder": call.funder,
        "section": "calls",
        "shown": shown,
        "form": form,
        "mark": mark,
        "may_subscribe": may(CallWork.SUBSCRIBE, call, AnonymousUser(), timezone.now()),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "grants/public/subscribe.html", context, status=status)
