"""What a load balancer asks: is the database there, is the cache, can files be written."""

from typing import Any

from django.http import HttpResponse
from health_check.views import HealthCheckView


class HealthView(HealthCheckView):
    """JSON instead of the page, whose styles our policy refuses."""

    checks = (
        "health_check.checks.Database",
        "health_check.checks.Cache",
        "health_check.checks.Storage",
    )

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        return self.render_to_response_json(options["status"])
