from django.urls import URLPattern, URLResolver

from grants.apply_urls import urlpatterns as apply_urls
from grants.call_urls import urlpatterns as call_urls
from grants.desk_application_urls import urlpatterns as desk_application_urls
from grants.public_urls import urlpatterns as public_urls

app_name = "grants"

urlpatterns: list[URLPattern | URLResolver] = [
    *public_urls,
    *apply_urls,
    *call_urls,
    *desk_application_urls,
]
