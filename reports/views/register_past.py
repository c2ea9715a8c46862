"""Past awards in the register: as imported lists have them, never mixed with decisions."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grants.selectors.funders import funder_asked
from reports.lists.csv_files import csv_response
from reports.lists.history_filters import PastAwardFilter
from reports.selectors.history import past_awards, with_sources
from reports.words.register_past import past_lines, past_page


@require_safe
def past(request: HttpRequest) -> HttpResponse:
    """Sources, sums by theme and kind, and one page of rows; the choice holds for all."""
    funder = funder_asked(request.GET.getlist("funder"))
    chosen = PastAwardFilter(request.GET or None, queryset=past_awards())
    refused = chosen.is_bound and not chosen.form.is_valid()
    context = past_page(chosen, request.GET.get("page"), funder)
    return render(request, "reports/public/past.html", context, status=400 if refused else 200)


@require_safe
def past_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Every row of the choice, with its source."""
    chosen = PastAwardFilter(request.GET or None, queryset=past_awards())
    if chosen.is_bound and not chosen.form.is_valid():
        return past(request)
    return csv_response("past-awards", past_lines(with_sources(chosen.qs)))
