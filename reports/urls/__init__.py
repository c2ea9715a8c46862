from django.urls import URLPattern, URLResolver

from reports.urls.decision import urlpatterns as decision_urls
from reports.urls.desk import urlpatterns as desk_urls
from reports.urls.public import urlpatterns as public_urls

app_name = "reports"

urlpatterns: list[URLPattern | URLResolver] = [
    *public_urls,
    *desk_urls,
    *decision_urls,
]
