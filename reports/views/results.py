"""Results of calls: the list, one lot of a call with every reason, and its files."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants.models import Call
from grants.selectors.funders import funder_asked
from reports.lists.csv_files import csv_response
from reports.selectors.call_results import (
    file_of,
    published_results,
    signed_run,
    with_sums,
)
from reports.words.results import csv_rows, lot_page, result_rows

PER_PAGE = 30


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Every call whose results are published, of one funder or of all."""
    funder = funder_asked(request.GET.getlist("funder"))
    found = published_results().filter(funder=funder) if funder else published_results()
    page = Paginator(with_sums(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {"section": "results", "page": page, "rows": result_rows(page)}
    return render(request, "reports/public/results.html", context)


@require_safe
def call_results(request: HttpRequest, code: str, lot: str = "") -> HttpResponse:
    """One lot; the first where none is named."""
    call = _published(code)
    context = lot_page(call, lot, request.GET.get("page"))
    if context is None:
        raise Http404
    return render(request, "reports/public/call_results.html", context)


@require_safe
def results_csv(request: HttpRequest, code: str) -> StreamingHttpResponse:
    call = _published(code)
    run = signed_run(call)
    return csv_response(f"{code}-results", csv_rows(run, file_of(run)))


def _published(code: str) -> Call:
    """404 before the publication: nobody learns from here that there is something."""
    found: Call = get_object_or_404(published_results().select_related("funder"), code=code)
    return found
