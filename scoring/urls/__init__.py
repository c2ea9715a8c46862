from django.urls import URLPattern, URLResolver

from scoring.urls.appointment import urlpatterns as appointment_urls
from scoring.urls.committee import urlpatterns as committee_urls
from scoring.urls.opening import urlpatterns as opening_urls
from scoring.urls.ranking import urlpatterns as ranking_urls

app_name = "scoring"

urlpatterns: list[URLPattern | URLResolver] = [
    *appointment_urls,
    *ranking_urls,
    *opening_urls,
    *committee_urls,
]
