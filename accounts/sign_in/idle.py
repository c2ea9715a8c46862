"""Staff who do nothing for a while are signed out, and after a working day in any case.

The moment of the last request is kept in the session to the minute; asking how far a job is, and
trying again to save what was typed long ago, are none: a page does them by itself. Other people
stay signed in as long as the session lasts.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import sync_only_middleware
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import is_staff_member
from accounts.slots import every

_BEGAN, _SEEN = "began", "seen"
_EXACT_TO: Final = timedelta(minutes=1)
_LONGEST: Final = timedelta(hours=12)


def begin_with_sign_in() -> None:
    user_logged_in.connect(_begin, dispatch_uid="accounts.sign_in.idle")


def _begin(request: HttpRequest, **_more: Any) -> None:
    now = timezone.now().timestamp()
    request.session[_BEGAN] = request.session[_SEEN] = now


@sync_only_middleware
class IdleMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        """Before any page: the one that was asked for then sends to the sign-in, and back."""
        began = request.session.get(_BEGAN)
        if began is None:
            return
        now = timezone.now().timestamp()
        idle = timedelta(seconds=now - request.session.get(_SEEN, began))
        whole = timedelta(seconds=now - began)
        if idle < _EXACT_TO and whole < _LONGEST:
            return
        if not is_staff_member(request.user):
            return
        if whole >= _LONGEST or idle >= timedelta(minutes=settings.IDLE_MINUTES):
            logout(request)
            messages.info(request, _say(whole >= _LONGEST))
        elif not _asks_by_itself(request):
            request.session[_SEEN] = now


def _asks_by_itself(request: HttpRequest) -> bool:
    if request.headers.get("X-Autosave") == "again":
        return True
    match = request.resolver_match
    asks = match is not None and match.view_name in every("asks_by_itself")
    return asks and bool(request.headers.get("HX-Request"))


def _say(is_long: bool) -> str:
    if is_long:
        return _("You were signed out, as everybody who works here is after twelve hours.")
    return ngettext(
        "You were signed out, because nothing was done for %d minute.",
        "You were signed out, because nothing was done for %d minutes.",
        settings.IDLE_MINUTES,
    ) % settings.IDLE_MINUTES  # fmt: skip
