"""The addresses of the installation, with error pages that cost nothing to draw."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from config.urls import urlpatterns

__all__ = ["handler403", "handler404", "urlpatterns"]


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=403)


def handler404(request: HttpRequest, exception: Any) -> HttpResponse:
    return HttpResponse(status=404)
