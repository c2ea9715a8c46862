"""What a load balancer asks: is the database there, is the cache, can files be written."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from health_check.views import HealthCheckView


class HealthView(HealthCheckView):
    """Always JSON, always the same short answer; details stay in the log."""

    checks = (
        "health_check.checks.Database",
        "health_check.checks.Cache",
        "health_check.checks.Storage",
    )

    async def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.GET = request.GET.copy()
        request.GET["format"] = "json"
        return await super().get(request, *args, **kwargs)
