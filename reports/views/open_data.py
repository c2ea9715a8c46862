"""Where the data lie and what may be done with them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/public/open_data.html")
