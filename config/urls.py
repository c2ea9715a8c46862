"""Every address of the installation. Pages carry their language; machines' addresses do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from config.health import HealthView

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", HealthView.as_view(), name="health"),
    path("ledger/", include("audit.file_urls")),
    path("api/v1/", include("config.api_urls")),
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
