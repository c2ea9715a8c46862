from django.urls import URLPattern, URLResolver

from scoring.opening_urls import urlpatterns as opening_urls

app_name = "scoring"

urlpatterns: list[URLPattern | URLResolver] = [
    *opening_urls,
]
