from django.urls import URLPattern, URLResolver

from scoring.appointment_urls import urlpatterns as appointment_urls
from scoring.committee_urls import urlpatterns as committee_urls
from scoring.opening_urls import urlpatterns as opening_urls
from scoring.ranking_urls import urlpatterns as ranking_urls

app_name = "scoring"

urlpatterns: list[URLPattern | URLResolver] = [
    *appointment_urls,
    *ranking_urls,
    *opening_urls,
    *committee_urls,
]
