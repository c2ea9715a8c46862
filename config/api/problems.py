"""Errors of the API as problem details (RFC 9457): one shape, application/problem+json."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.defaults import page_not_found
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import exception_handler
from drf_standardized_errors.types import ErrorResponse
from rest_framework.response import Response

from accounts.stored_files import FileLost

MEDIA_TYPE = "application/problem+json"


class ProblemFormatter(ExceptionFormatter):
    """`errors` names the field of each fault, as the RFC allows for validation."""

    def format_error_response(self, error_response: ErrorResponse) -> dict[str, Any]:
        errors = error_response.errors
        return {
            "type": "about:blank",
            "title": str(error_response.type).replace("_", " "),
            "status": self.exc.status_code,
            "detail": errors[0].detail if errors else "",
            "errors": [
                {"code": one.code, "detail": one.detail, "field": one.attr} for one in errors
            ],
        }


def problem_handler(error: Exception, context: Any) -> Response | None:
    """What REST_FRAMEWORK calls; None lets Django answer."""
    response = exception_handler(error, context)
    if response is not None:
        response.content_type = MEDIA_TYPE
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: a page for people; behind the address of the API what its readers understand."""
    is_lost = isinstance(exception, FileLost)
    if not request.path.startswith("/api/"):
        if is_lost:
            return render(request, "404_file.html", {"said": str(exception)}, status=404)
        return page_not_found(request, exception)
    detail = str(exception) if is_lost else "Not found."
    error = {"code": "file_lost" if is_lost else "not_found", "detail": detail, "field": None}
    problem = {"type": "about:blank", "title": "client error", "status": 404}
    problem |= {"detail": error["detail"], "errors": [error]}
    return JsonResponse(problem, status=404, content_type=MEDIA_TYPE)
