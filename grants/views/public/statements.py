"""What the site says about itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "grants/public/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "grants/public/privacy.html")
