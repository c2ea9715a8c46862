"""The finished page of a call, kept for readers without an account.

Its key says everything that the page is made of: the hash of the frozen call, its state and times,
the funder, the language, the hour, and which of its moments have passed. The key is also the ETag.
It is kept in the memory of the process (CACHES["pages"]): a new release begins with none.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from grants.selectors.calls.public_calls import page_state

SECONDS = 3_600


def page_key(request: HttpRequest, code: str) -> str | None:
    """None where the page is for this reader alone, or is not there.

    A query is no part of it: the page knows none, and whoever adds one gets the same page.
    """
    if request.user.is_authenticated or "messages" in request.COOKIES:
        return None
    state = page_state(request.user, code)
    if state is None:
        return None
    now = timezone.now()
    moments = [one for one in state if isinstance(one, datetime)]
    clock = (timezone.localtime(now).isoformat(timespec="hours"), *(_side(now, m) for m in moments))
    style = staticfiles_storage.url("css/merila.css")
    parts = (*state, *clock, get_language(), request.path, style)
    return sha256(repr(parts).encode()).hexdigest()[:32]


def without_query(request: HttpRequest) -> HttpRequest:
    """As if the address had been typed without one: nobody else's query stands in a kept page."""
    request.META["QUERY_STRING"] = ""
    request.__dict__.pop("GET", None)
    return request


def _side(now: datetime, moment: datetime) -> int:
    """Before, at or after the moment."""
    return (now > moment) - (now < moment)


def kept_page(key: str, make: Callable[[], bytes]) -> bytes:
    """The page under this key, made by the first who asks."""
    kept = caches["pages"]
    content: bytes | None = kept.get(key)
    if content is None:
        content = make()
        kept.set(key, content, SECONDS)
    return content
