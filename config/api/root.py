"""Where everything is: the first address of the API."""

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from grants.api import PublicThrottle

_PLACES = {
    "calls": "api:call-list",
    "lots": "api:lot-list",
    "results": "api:result-list",
    "awards": "api:award-list",
    "past_awards": "api:past-award-list",
    "schema": "api:schema",
    "ledger_checkpoint": "ledger_files:checkpoint",
    "ledger_entries": "ledger_files:entries",
}


class Root(APIView):
    """Addresses of calls, lots, results, awards and the ledger."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (PublicThrottle,)

    @extend_schema(responses={200: {"type": "object", "additionalProperties": {"type": "string"}}})
    def get(self, request: Request) -> Response:
        return Response({name: reverse(route, request=request) for name, route in _PLACES.items()})
