"""Two limits that Django does not set by itself."""

from collections.abc import Callable

from django.conf import settings
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
