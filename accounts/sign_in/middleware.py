from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.decorators import sync_only_middleware

from accounts.models import User
from accounts.permissions import is_staff_member

_NOT_TYPED = ("csrfmiddlewaretoken",)
# The way to the second factor, and the way out.
_ALWAYS_OPEN = {
    "account_email",
    "account_logout",
    "account_reauthenticate",
    "health",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_reauthenticate",
}


@sync_only_middleware
class PrivatePagesMiddleware:
    """What was made for one person is kept neither by a proxy nor by the browser.

    That is every answer to somebody with a session, and every answer to something that was sent:
    it may show again what was typed. A view that sets a rule of its own keeps it. The session's
    cookie is asked, not the person: pages for everybody stay free to be cached.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session or request.method not in ("GET", "HEAD", "OPTIONS"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


@sync_only_middleware
class FaultyFormMiddleware:
    """A form that comes back with faults is answered 422, also by the library of accounts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", {}):
            response.status_code = 422
        return response


@sync_only_middleware
class SignedOutMiddleware:
    """What was sent after the session had ended is kept on the page until it can be sent again.

    A view behind a sign-in answers a stranger with the way to the sign-in; that would lose what
    was typed. The text goes back only to who sent it from here, and is kept nowhere else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST":
            return response
        asked_back = redirect_to_login(request.get_full_path()).headers["Location"]
        if response.headers.get("Location") != asked_back:
            return response
        if not any(value for name, value in request.POST.items() if name not in _NOT_TYPED):
            return response  # a button alone: nothing was typed that could be lost
        is_automatic = bool(request.headers.get("X-Autosave"))
        page = "account/_signed_out_saving.html" if is_automatic else "account/signed_out.html"
        return render(request, page, {"section": "account"}, status=403)


@sync_only_middleware
class SecondFactorMiddleware:
    """Staff without a second factor reach only the page that sets it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if not settings.STAFF_NEED_SECOND_FACTOR or (match and match.url_name in _ALWAYS_OPEN):
            return None
        if lacks_second_factor(request.user):
            return redirect("mfa_activate_totp")
        return None


def lacks_second_factor(user: User | AnonymousUser) -> bool:
    return is_staff_member(user) and not get_adapter().is_mfa_enabled(
        user, [Authenticator.Type.TOTP]
    )
