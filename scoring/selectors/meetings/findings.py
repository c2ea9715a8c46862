"""What the minutes of a meeting say of each application: marks, agreed values, points, reasons."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from grants import formats
from grants.formats import text_in
from scoring.models import AllocationRun, RankedApplication
from scoring.selectors.reasons import Case, values_of
from scoring.selectors.runs.results import amount_of

Json = dict[str, Any]


def findings_in_words(
    cases: Sequence[Case], allocation: AllocationRun | None, language: str
) -> Iterator[Json]:
    """By number; with place and amount where `allocation` was adopted."""
    ranked = _ranked(allocation)
    by_application: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        by_application[case.application.pk].append(case)
    applications = {case.application.pk: case.application for case in cases}
    for row in ranked.values():
        applications.setdefault(row.application_id, row.application)
    for application in sorted(applications.values(), key=lambda one: str(one.number)):
        standing = ranked.get(application.pk)
        yield {
            "number": application.number,
            "applicant": (application.applicant or {}).get("name", ""),
            "standing": _standing(standing) if standing is not None else "",
            "lines": [_finding(case, language) for case in by_application[application.pk]],
        }


def _ranked(run: AllocationRun | None) -> dict[int, RankedApplication]:
    if run is None:
        return {}
    rows = RankedApplication.objects.filter(run=run.ranking_id)
    large = ("row", "application__answers", "application__sealed", "application__wrapped_key")
    chosen = rows.select_related("application", "allocated").defer(*large, "allocated__steps")
    return {row.application_id: row for row in chosen}


def _standing(row: RankedApplication) -> str:
    total = formats.to_fraction(row.total)
    amount = amount_of(row)
    parts = [
        _("place %(place)d") % {"place": row.place} if row.place else _("without a place"),
        _("%(points)s points") % {"points": formats.write_exact(total or Fraction(0), 4)},
        formats.write_money(amount.amount_cents if amount is not None else 0),
    ]
    return "; ".join(parts)


def _finding(case: Case, language: str) -> Json:
    marks = "; ".join(formats.write_exact(mark, 4) for _seat, mark, *_rest in values_of(case))
    found = _("sheets: %(marks)s") % {"marks": marks or "–"}
    if case.agreed is not None:
        agreed = case.points_of(case.agreed.value)
        value = formats.write_exact(agreed, 4) if agreed is not None else case.agreed.value
        found += "; " + _("agreed: %(value)s") % {"value": value}
    points = case.question.points
    if points is not None:
        found += "; " + _("points: %(points)s") % {"points": formats.write_exact(points, 4)}
    return {
        "title": f"{case.code} {text_in(case.lot.node(case.code).title, language)}",
        "found": found,
        "reason": case.reason.get(language, "") if case.needs_reason else "",
    }
