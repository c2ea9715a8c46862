"""One line and one measurement for every request; its number goes back with the answer."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_only_middleware

from config.serving.metrics import observe

logger = structlog.get_logger(__name__)

_NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)
# Probes ask every few seconds.
_QUIET = {"health", "ready", "metrics"}


@sync_only_middleware
class RequestLogMiddleware:
    """Which page, what came of it, how long it took: not who, and not with what query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        number = _number_of(request)
        with structlog.contextvars.bound_contextvars(request_id=number):
            response = self.get_response(request)
            route = _route_of(request)
            seconds = time.perf_counter() - began
            observe(response.status_code, seconds)
            logger.log(
                _level(route, response.status_code),
                "request",
                method=request.method,
                route=route,
                status=response.status_code,
                duration_ms=round(seconds * 1000, 1),
            )
        response.headers["X-Request-ID"] = number
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """What is logged within the request carries its route too."""
        structlog.contextvars.bind_contextvars(route=_route_of(request))


def _number_of(request: HttpRequest) -> str:
    """A proxy that we trust may have numbered it already."""
    given = request.headers.get("X-Request-ID", "")
    if settings.TRUSTED_PROXIES and _NUMBER.fullmatch(given):
        return given
    return str(uuid.uuid4())


def _route_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.view_name or "") if match else ""


def _level(route: str, status: int) -> int:
    if status >= 500:
        return logging.ERROR
    return logging.DEBUG if route in _QUIET else logging.INFO
