"""What every page knows: the funder whose arms and names stand on top."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from grants.models import Funder


def funder(request: HttpRequest) -> dict[str, Any]:
    """The first funder of the installation, read only by pages that show it."""
    return {"funder": SimpleLazyObject(lambda: Funder.objects.order_by("pk").first())}
