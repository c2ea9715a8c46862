"""Limits that Django does not set by itself."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import sync_only_middleware

_GetResponse = Callable[[HttpRequest], HttpResponse]


@sync_only_middleware
class LimitBodyMiddleware:
    """Refuse a body that is too large before any of it is read."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response
        self.most = settings.UPLOAD_MB * 1024 * 1024

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > self.most:
            return render(request, "413.html", {"most_mb": settings.UPLOAD_MB}, status=413)
        return self.get_response(request)


@sync_only_middleware
class PermissionsPolicyMiddleware:
    """No page of ours uses a camera, a microphone or the place of its reader."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        return response


@sync_only_middleware
class OneAddressMiddleware:
    """A host has one spelling: small letters, no final dot, no port but that of the base address.

    Django compares hosts without regard to these and hands on what was sent; whatever is counted or
    kept by host would be another with each spelling. The demo is served on any port.
    """

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response
        self.base = urlsplit(settings.BASE_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.META.get("HTTP_HOST", "").lower()
        host, _colon, port = sent.partition(":")
        if sent and "[" not in sent:
            usual = {"http": "80", "https": "443"}[self.base.scheme]
            if port not in {"", usual, str(self.base.port)} and not settings.DEMO:
                raise DisallowedHost("The port is not that of the base address.")
            one_dot = host.endswith(".") and not host.endswith("..")
            kept = "" if port in ("", usual) else f":{port}"
            request.META["HTTP_HOST"] = f"{host[:-1] if one_dot else host}{kept}"
        return self.get_response(request)
