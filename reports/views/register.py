"""The register of awards, and the public page of one recipient."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants.selectors.funders import funder_asked
from reports.lists.csv_files import csv_response
from reports.lists.filters import AwardFilter
from reports.selectors.register import (
    awards_of,
    organisations_with_awards,
    published_awards,
)
from reports.words.register import organisation_page, register_page
from reports.words.register_file import award_lines


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Recipients with their sums; the choice holds for table, sums and download."""
    funder = funder_asked(request.GET.getlist("funder"))
    chosen = AwardFilter(request.GET or None, queryset=published_awards(funder))
    context = register_page(chosen, request.GET.get("page"), funder)
    refused = chosen.is_bound and not chosen.form.is_valid()
    return render(request, "reports/public/register.html", context, status=400 if refused else 200)


@require_safe
def register_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Every award of the choice, one line each."""
    chosen = AwardFilter(request.GET or None, queryset=published_awards())
    if chosen.is_bound and not chosen.form.is_valid():
        return register(request)
    rows = chosen.qs
    if not chosen.form.is_bound or not chosen.form.cleaned_data.get("sort"):
        rows = rows.order_by("-call__results_published_at", "application__number")
    return csv_response("awards", award_lines(rows))


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Awards of one organisation through the years; 404 for one that has none."""
    funder = funder_asked(request.GET.getlist("funder"))
    found = get_object_or_404(organisations_with_awards(funder), pk=pk)
    context = organisation_page(found, list(awards_of(found, funder)), funder)
    return render(request, "reports/public/organisation.html", context)
