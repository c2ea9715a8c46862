from django.urls import URLPattern, URLResolver

from grants.urls.apply import urlpatterns as apply_urls
from grants.urls.call import urlpatterns as call_urls
from grants.urls.desk_application import urlpatterns as desk_application_urls
from grants.urls.public import urlpatterns as public_urls

app_name = "grants"

urlpatterns: list[URLPattern | URLResolver] = [
    *public_urls,
    *apply_urls,
    *call_urls,
    *desk_application_urls,
]
