"""The page of one call, and its frozen content as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from grants.models import Call
from grants.selectors.calls.asked_questions import (
    answered_questions,
    last_moment_for_questions,
)
from grants.selectors.calls.public_calls import (
    cancellation_of,
    frozen_file,
    frozen_version,
    visible_call,
)
from grants.views.public.kept_page import kept_page, page_key, without_query
from grants.words.call.call_page import call_page

_TYPES = {"json": "application/json", "yaml": "application/yaml"}


@require_safe
@cache_control(no_cache=True, private=True)
def show(request: HttpRequest, code: str) -> HttpResponse:
    key = page_key(request, code)
    if key is None:
        return HttpResponse(_page(request, code))
    tag = f'"{key}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = HttpResponse(kept_page(key, lambda: _page(without_query(request), code)))
    response.headers["ETag"] = tag
    return response


def _page(request: HttpRequest, code: str) -> bytes:
    call: Call = get_object_or_404(visible_call(request.user, code))
    cancellation = cancellation_of(call)
    cancelled_at = cancellation.at if cancellation else None
    page = call_page(call, frozen_version(call), timezone.now(), cancelled_at)
    context = {"call": call, "funder": call.funder, "page": page, "section": "calls"}
    context["cancellation"] = cancellation
    context["answered"] = answered_questions(call).count()
    context["questions_until"] = last_moment_for_questions(call)
    return render(request, "grants/public/call.html", context).content


@require_safe
def content(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The frozen call: canonical JSON, whose hash is published, or the same as YAML."""
    text = frozen_file(request.user, code, form)
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type=f"{_TYPES[form]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.{form}"'
    return response
