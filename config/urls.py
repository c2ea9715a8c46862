"""Every address of the installation. Pages carry their language; machines' addresses do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from config.serving import health

handler404 = "config.api.problems.not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health.health, name="health"),
    path("ready/", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    path("ledger/", include("audit.file_urls")),
    path("api/v1/", include("config.api.urls")),
]

urlpatterns += i18n_patterns(
    path("account/", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("jobs/", include("jobs.urls")),
    path("", include("audit.urls")),
    path("", include("applicants.urls")),
    path("", include("grants.urls")),
    path("", include("scoring.urls")),
    path("", include("awards.urls")),
    path("", include("reports.urls")),
)

handler500 = "config.errors.broken"
