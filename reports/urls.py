from django.urls import URLPattern, URLResolver

from reports.decision_urls import urlpatterns as decision_urls
from reports.desk_urls import urlpatterns as desk_urls
from reports.public_urls import urlpatterns as public_urls

app_name = "reports"

urlpatterns: list[URLPattern | URLResolver] = [
    *public_urls,
    *desk_urls,
    *decision_urls,
]
