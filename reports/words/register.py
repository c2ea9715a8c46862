"""What the pages of the register say, from the selectors."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.alphabet import in_alphabet
from applicants.models import Organisation
from awards.models import Decision
from grants.formats import write_money, write_percent
from grants.models import Funder, LotKind
from grants.selectors.calls.short_titles import short_titles
from reports.lists.filters import SORTS, AwardFilter
from reports.selectors.history import past_awards_of, sources, with_sources
from reports.selectors.register import (
    CallSums,
    YearSums,
    awards_of,
    by_call,
    by_year,
    funders_with_awards,
    largest_recipients,
    published_awards,
    recipients_in,
    recipients_of,
    with_newest_names,
    years_of_recipients,
)

PER_PAGE, MOST_LARGEST = 25, 10
MOST_PAST = 50
_YEAR_AT_END = re.compile(r"[-_ ]?\d{4}$")
_ORDERS = {"-amount": "-total", "amount": "total", "name": "name"}


def register_page(
    chosen: AwardFilter, page_number: str | None, funder: Funder | None
) -> dict[str, Any]:
    """Sums, years, the largest, and one page of recipients; of one funder or of all."""
    awards = chosen.qs.order_by()
    calls = by_call(awards)
    years = by_year(awards, calls)
    order = _ORDERS.get(str(chosen.data.get("sort", "")), "-total")
    recipients = recipients_of(awards)
    if order == "name":
        named_first = with_newest_names(recipients.order_by("pk_of"), funder)
        ordered: Any = in_alphabet(named_first, lambda one: one["name"])
    else:
        ordered = recipients.order_by(order, "pk_of")
    sums = _sums_of(calls, recipients_in(awards, calls))
    # Whose register it is is no choice within it.
    apart = {"sort", "funder"} if funder else {"sort"}
    is_chosen = any(chosen.data.get(name) for name in chosen.filters.keys() - apart)
    pages = Paginator(ordered, PER_PAGE)
    pages.count = sums["recipients"]  # it would ask for it again
    page = pages.get_page(page_number)
    every_call = by_call(published_awards(funder)) if is_chosen else calls
    shown = with_newest_names(page.object_list, funder)
    # The first page of the usual order begins with them.
    largest = (
        shown if order == "-total" and page.number == 1 else largest_recipients(awards, funder)
    )
    lists = list(sources(funder))
    return {
        "section": "register",
        "form": chosen.form,
        "facets": _facets(chosen, every_call, funder),
        "sort": str(chosen.data.get("sort", "")),
        "sorts": SORTS,
        "is_chosen": is_chosen,
        "page": page,
        "rows": _recipients(shown, sorted({call.year for call in every_call}), funder),
        "sums": _sums(sums, years),
        "total": sums["total"],
        "year_rows": years,
        "charts": _charts(calls, years),
        "largest": _largest(largest[:MOST_LARGEST], sums),
        "lists": lists,
        "imported": bool(lists),
    }


def _sums_of(calls: Sequence[CallSums], recipients: int) -> dict[str, int]:
    operational = sum(call.operational for call in calls)
    project = sum(call.project for call in calls)
    return {
        "total": operational + project,
        "operational": operational,
        "project": project,
        "recipients": recipients,
        "awards": sum(call.awards for call in calls),
    }


def _sums(sums: dict[str, int], years: Sequence[YearSums]) -> list[dict[str, str]]:
    period = f"{years[0].year}–{years[-1].year}" if len(years) > 1 else ""
    return [
        {"term": _("Granted in all"), "value": write_money(sums["total"]), "note": period},
        _part(_("Regular operation"), sums["operational"], sums["total"]),
        _part(_("Projects"), sums["project"], sums["total"]),
        {
            "term": _("Recipients"),
            "value": str(sums["recipients"]),
            "note": ngettext("%(count)s award", "%(count)s awards", sums["awards"])
            % {"count": sums["awards"]},
        },
    ]


def _part(term: str, cents: int, whole: int) -> dict[str, str]:
    note = write_percent(Fraction(100 * cents, whole), 1) if whole else ""
    return {"term": term, "value": write_money(cents), "note": note}


def _recipients(
    shown: list[dict[str, Any]], years: list[int], funder: Funder | None
) -> list[dict[str, Any]]:
    through = years_of_recipients((row["pk_of"] for row in shown), funder)
    return [{**row, **_spark(through.get(row["pk_of"], {}), years)} for row in shown]


def _spark(sums: dict[int, int], years: list[int]) -> dict[str, Any]:
    words = ", ".join(
        f"{year}: {write_money(sums.get(year, 0), cents_shown=False)}" for year in years
    )
    return {"spark": [sums.get(year, 0) for year in years], "spark_words": words}


def _chart(years: Sequence[YearSums], top: int = 0) -> dict[str, Any]:
    """`top` is the sum at full height, otherwise the highest year; lines at a round sum."""
    top = top or max((year.total for year in years), default=0)
    step = 10 ** max(len(str(top)) - 1, 2)
    bars = [
        {"year": year.year, "operational": year.operational, "project": year.project}
        for year in years
    ]
    words = ", ".join(f"{year.year}: {write_money(year.total)}" for year in years)
    last = years[-1] if years else None
    return {"years": bars, "top": top, "step": step, "words": words, "last": last}


def _charts(calls: Sequence[CallSums], years: Sequence[YearSums]) -> list[dict[str, Any]]:
    """All calls together on a scale of their own, then each series of calls on one scale."""
    series: dict[str, dict[int, YearSums]] = {}
    names: dict[str, str] = {}
    titles = short_titles(call.code for call in calls)
    for call in calls:
        key = _YEAR_AT_END.sub("", call.code)
        # Of the newest call of the series, without its year.
        names[key] = _YEAR_AT_END.sub("", titles[call.code])
        known = series.setdefault(key, {year.year: YearSums(year.year, 0, 0) for year in years})
        year = known[call.year]
        known[call.year] = YearSums(
            year.year, year.operational + call.operational, year.project + call.project
        )
    parts = sorted((names[key], key, list(sums.values())) for key, sums in series.items())
    top = max((year.total for *_names, sums in parts for year in sums), default=0)
    whole = {"title": _("All calls"), **_chart(years), "own": True}
    return [whole, *({"title": name, **_chart(sums, top)} for name, _key, sums in parts)]


def _largest(rows: list[dict[str, Any]], sums: dict[str, int]) -> dict[str, Any]:
    whole = sums["total"]
    together = sum(row["total"] for row in rows)
    return {
        "rows": [
            {**row, "share": write_percent(Fraction(100 * row["total"], whole), 1)} for row in rows
        ],
        "share": write_percent(Fraction(100 * together, whole), 1) if whole else "",
        "count": len(rows),
        "of": sums["recipients"],
        "amounts": [row["total"] for row in rows],
    }


def _facets(
    chosen: AwardFilter, calls: Sequence[CallSums], funder: Funder | None
) -> list[dict[str, Any]]:
    counts = _counts(calls)
    kinds = {str(LotKind.OPERATIONAL): _("Regular operation"), str(LotKind.PROJECT): _("Projects")}
    funders = {} if funder else {one.code: one.name for one in funders_with_awards()}
    titles = short_titles(call.code for call in calls)
    found = [
        _facet(chosen, "year", _("Year"), counts, str),
        _facet(chosen, "kind", _("Kind"), counts, kinds.__getitem__),
        _facet(chosen, "call", _("Call"), counts, titles.__getitem__),
    ]
    # With one funder there is nothing to choose.
    if len(funders) > 1:
        found.insert(0, _facet(chosen, "funder", _("Funder"), counts, funders.__getitem__))
    return found


def _counts(calls: Sequence[CallSums]) -> Counter[tuple[str, str]]:
    """How many awards each option has in the whole register."""
    found: Counter[tuple[str, str]] = Counter()
    for call in calls:
        for option in (("year", str(call.year)), ("call", call.code), ("funder", call.funder)):
            found[option] += call.awards
        for kind, awards in (
            (LotKind.OPERATIONAL, call.operational_awards),
            (LotKind.PROJECT, call.project_awards),
        ):
            if awards:
                found[("kind", str(kind))] += awards
    return found


def _facet(
    chosen: AwardFilter,
    name: str,
    legend: str,
    counts: Counter[tuple[str, str]],
    words: Callable[[str], Any],
) -> dict[str, Any]:
    picked = set(chosen.data.getlist(name)) if chosen.is_bound else set()
    values = in_alphabet((value for facet, value in counts if facet == name), words)
    if name == "year":
        values.reverse()
    return {
        "name": name,
        "legend": legend,
        "options": [
            {
                "value": value,
                "words": words(value),
                "count": counts[(name, value)],
                "checked": value in picked,
            }
            for value in values
        ],
    }


def organisation_page(
    organisation: Organisation, awards: list[Decision], funder: Funder | None
) -> dict[str, Any]:
    granted = awards_of(organisation, funder)
    years = by_year(granted, by_call(granted))
    total = sum(award.amount_cents for award in awards)
    name = getattr(awards[0], "recipient", "") or organisation.name
    # A number that nobody has proved may be another's, and so may its past.
    number = organisation.registration_number if organisation.is_proved else ""
    past = list(with_sources(past_awards_of(number, funder))[:MOST_PAST])
    sums = [
        {"term": _("Granted in all"), "value": write_money(total)},
        _part(_("Regular operation"), sum(year.operational for year in years), total),
        _part(_("Projects"), sum(year.project for year in years), total),
        {"term": _("Awards"), "value": str(len(awards))},
    ]
    return {
        "section": "register",
        "organisation": organisation,
        "name": name,
        "has_other_names": any(getattr(award, "recipient", name) != name for award in awards),
        "awards": awards,
        "past": past,
        "imported": bool(past),
        "sums": sums,
        "total": total,
        "year_rows": years,
        "chart": _chart(years),
    }
