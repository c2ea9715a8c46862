"""A decision: the applicant's page, the document, and the public page that it points to."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def check(request: HttpRequest, number: str, mark: str) -> HttpResponse:
    return HttpResponse("")
