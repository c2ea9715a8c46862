"""How programs read: JSON, paged, described by OpenAPI, faults as problem details."""

from typing import Any

FAULTS = {"EXCEPTION_FORMATTER_CLASS": "config.api.problems.ProblemFormatter"}
DESCRIPTION: dict[str, Any] = {
    "TITLE": "Merila",
    "DESCRIPTION": "Public funding calls, their results and the ledger behind them.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
}


def rest_framework(*, proxies: int) -> dict[str, Any]:
    """The settings of the framework behind the doors of machines."""
    return {
        "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
        "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
        "EXCEPTION_HANDLER": "config.api.problems.problem_handler",
        "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
        "PAGE_SIZE": 50,
        "NUM_PROXIES": proxies,
    }
