"""The page of one call, and its frozen content as files."""

from hashlib import sha256
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from grants.call_in_words.call_page import call_page
from grants.models import Call
from grants.selectors.public_calls import (
    cancellation_of,
    frozen_file,
    frozen_version,
    page_state,
    visible_call,
)

_TYPES = {"json": "application/json", "yaml": "application/yaml"}


def _etag(request: HttpRequest, code: str) -> str | None:
    """Changes with the call, the reader's language and the hour; messages are never cached."""
    if request.user.is_authenticated or "messages" in request.COOKIES:
        return None
    state = page_state(request.user, code)
    if state is None:
        return None
    hour = timezone.now().strftime("%Y%m%d%H%M" if _is_last_day(state) else "%Y%m%d%H")
    style = staticfiles_storage.url("css/merila.css")
    parts = (*state, get_language(), hour, style)
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _is_last_day(state: tuple[Any, ...]) -> bool:
    deadline = state[-1]
    return deadline is not None and abs((deadline - timezone.now()).total_seconds()) < 86_400


@require_safe
@cache_control(no_cache=True, private=True)
@condition(etag_func=_etag)
def show(request: HttpRequest, code: str) -> HttpResponse:
    call: Call = get_object_or_404(visible_call(request.user, code))
    page = call_page(call, frozen_version(call), timezone.now())
    context = {"call": call, "funder": call.funder, "page": page, "section": "calls"}
    context["cancellation"] = cancellation_of(call)
    return render(request, "grants/public/call.html", context)


@require_safe
def content(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The frozen call: canonical JSON, whose hash is published, or the same as YAML."""
    text = frozen_file(code, form)
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type=f"{_TYPES[form]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.{form}"'
    return response
