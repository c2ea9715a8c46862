"""What the committee still owes after the scores are revealed, counted in the database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from django.db.models import Count, Q

from grants.models import Call
from scoring.models import AssessedCriterion
from scoring.models.assessed_criterion import SPREAD_PARTS
from scoring.selectors.disagreements import compared
from scoring.selectors.reasons import cases_of, official_languages


@dataclass(frozen=True, slots=True)
class Owed:
    """Numbers of assessed criteria."""

    total: int = 0
    disagreements: int = 0
    to_agree: int = 0
    common: int = 0
    reasons_needed: int = 0
    reasons_missing: int = 0


def owed_by(call: Call, which: Q | None = None) -> Owed:
    """Of the whole call, or of those rows that fulfil `which`; one query."""
    rows = AssessedCriterion.objects.filter(which or Q(), call=call).order_by()
    found = rows.aggregate(
        total=Count("pk"),
        disagreements=Count("pk", filter=Q(spread__gt=0)),
        to_agree=Count("pk", filter=Q(needs_agreement=True)),
        common=Count("pk", filter=~Q(common_value="")),
        reasons_needed=Count("pk", filter=Q(needs_reason=True)),
        reasons_missing=Count("pk", filter=lacks_a_reason(official_languages(call))),
    )
    return Owed(**found)


def lacks_a_reason(languages: Sequence[str]) -> Q:
    """Below the maximum, and in one of the languages nobody has written why."""
    missing = Q(pk__in=[])
    for code in languages:
        missing |= ~Q(written__contains=f" {code} ")
    return Q(needs_reason=True) & missing


def unsettled(languages: Sequence[str]) -> Q:
    return Q(needs_agreement=True) | lacks_a_reason(languages)


def assessed_rows(call: Call, only: Collection[int] | None = None) -> list[AssessedCriterion]:
    """As they are to be saved: read from the sheets of all counted applications, or of some."""
    positions: dict[int, int] = {}
    found = []
    for one in compared(call, cases_of(call, only)):
        case = one.case
        place = positions[case.application.pk] = positions.get(case.application.pk, -1) + 1
        found.append(
            AssessedCriterion(
                call=call,
                application=case.application,
                number=case.application.number,
                position=place,
                criterion=case.code,
                spread=ceil(one.relative_spread * SPREAD_PARTS),
                needs_agreement=case.needs_agreement,
                common_value=one.common_value,
                needs_reason=case.needs_reason,
                written=_codes(case.reason),
            )
        )
    return found


def _codes(reason: Mapping[str, str]) -> str:
    written = sorted(code for code, text in reason.items() if text)
    return f" {' '.join(written)} " if written else ""
