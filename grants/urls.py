from django.urls import URLPattern, URLResolver

from grants.apply_urls import urlpatterns as apply_urls

app_name = "grants"

urlpatterns: list[URLPattern | URLResolver] = [
    *apply_urls,
]
