"""The API: machines' addresses, without a language."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.permissions import AllowAny
from rest_framework.routers import DefaultRouter

from config.api.docs import docs
from config.api.root import Root
from grants.api import CallViewSet, LotViewSet, PublicThrottle
from reports.api import AwardViewSet, PastAwardViewSet, ResultViewSet

app_name = "api"

router = DefaultRouter()
router.include_root_view = False
router.include_format_suffixes = False
router.register("calls", CallViewSet, basename="call")
router.register("lots", LotViewSet, basename="lot")
router.register("results", ResultViewSet, basename="result")
router.register("awards", AwardViewSet, basename="award")
router.register("past-awards", PastAwardViewSet, basename="past-award")

_OPEN = {"authentication_classes": [], "permission_classes": [AllowAny]}
_schema = SpectacularJSONAPIView.as_view(**_OPEN, throttle_classes=[PublicThrottle])

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Root.as_view(), name="root"),
    path("schema/", _schema, name="schema"),
    path("docs/", docs, name="docs"),
    path("", include(router.urls)),
]
