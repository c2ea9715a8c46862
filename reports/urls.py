from django.urls import URLPattern, URLResolver

from reports.decision_urls import urlpatterns as decision_urls

app_name = "reports"

urlpatterns: list[URLPattern | URLResolver] = [
    *decision_urls,
]
