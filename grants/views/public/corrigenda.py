"""What the corrigenda of a call have changed, word by word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants.models import Call
from grants.selectors.calls.public_calls import frozen_versions, visible_call
from grants.words.call.corrigenda import corrigenda as corrigenda_of


@require_safe
def corrigenda(request: HttpRequest, code: str) -> HttpResponse:
    call: Call = get_object_or_404(visible_call(request.user, code))
    context = {
        "call": call,
        "funder": call.funder,
        "section": "calls",
        "corrigenda": corrigenda_of(frozen_versions(call)),
    }
    return render(request, "grants/public/corrigenda.html", context)
