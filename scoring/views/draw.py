"""The draw of the assessors: from what, what came of it, and how anyone draws again."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.sign_in.signed_in import user_of
from grants.models import Call
from scoring.permissions import view_ranking
from scoring.selectors.draw_lines import (
    draw_digest,
    draw_file,
    draw_of,
    drawn_lines,
    drawn_rows,
    seat_loads,
)
from scoring.selectors.drawn import most_drawn

ON_A_PAGE = 50


@login_required
@require_safe
def draw(request: HttpRequest, code: str) -> HttpResponse:
    """With `file` what was drawn, as a file for `./merila draw`."""
    rows = view_ranking.queryset(user_of(request)).select_related("funder")
    call: Call = get_object_or_404(rows, code=code)
    found = draw_of(call)
    if found is None:
        context = {"call": call, "most_drawn": most_drawn(call)}
        return render(request, "scoring/draw_before.html", context)
    found.call = call
    if "file" in request.GET:
        name = f'attachment; filename="{call.code}-draw.json"'
        headers = {"Content-Disposition": name}
        return HttpResponse(draw_file(found), content_type="application/json", headers=headers)
    page = Paginator(drawn_rows(found), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": call,
        "draw": found,
        "digest": draw_digest(found),
        "page": page,
        "lines": drawn_lines(found, list(page)),
        "loads": seat_loads(found),
    }
    return render(request, "scoring/draw.html", context)
