"""Choices in the register of awards, for its pages and for the API."""

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from accounts.core.identity_number import identity_number
from awards.models import Decision
from grants.forms.fields import MoneyField
from grants.models import Funder, LotKind
from grants.selectors.calls.short_titles import short_titles
from grants.selectors.searched import applicant_named
from reports.selectors.register import calls_with_awards, with_number

SORTS = [
    ("-amount", _("highest amount first")),
    ("amount", _("lowest amount first")),
    ("name", _("by recipient")),
]
MOST_WORDS = 100
# So many are looked up one by one; more are found anew with each question.
FEW = 500


def _options(field: str) -> list[tuple[str, str]]:
    """What the calls of the register have there, in order."""
    values = calls_with_awards().order_by(field).values_list(field, flat=True).distinct()
    return [(str(value), str(value)) for value in values]


def _published_years() -> list[tuple[str, str]]:
    """The newest first."""
    moments = calls_with_awards().values_list("results_published_at", flat=True)
    years = {timezone.localtime(moment).year for moment in moments if moment is not None}
    return [(str(year), str(year)) for year in sorted(years, reverse=True)]


class MoneyFilter(django_filters.Filter):
    """An amount as people write it; compared in cents."""

    field_class = MoneyField


class AnyOf(django_filters.MultipleChoiceFilter):
    """One of several values of the row itself, or of a row that it names: none comes twice."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"distinct": False, **options})


class RangeForm(Form):
    """The lowest amount cannot lie above the highest."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        least, most = data.get("least"), data.get("most")
        if least is not None and most is not None and least > most:
            raise ValidationError(_("The lowest amount is above the highest."))
        return data


def funder_codes() -> list[tuple[str, str]]:
    """All that are here: the register of one that has granted nothing yet is empty."""
    return [(code, code) for code in Funder.objects.values_list("code", flat=True)]


class AwardFilter(django_filters.FilterSet):
    """Year, funder, call, kind of lot, organisation, range of amounts, words."""

    q = django_filters.CharFilter(label=_("Recipient"), method="with_words", max_length=MOST_WORDS)
    year = extend_schema_field(OpenApiTypes.INT)(AnyOf(label=_("Year"), choices=_published_years))
    funder = AnyOf(
        field_name="call__funder__code",
        label=_("Funder"),
        choices=funder_codes,
    )
    call = AnyOf(
        field_name="call__code",
        label=_("Call"),
        choices=lambda: sorted(short_titles(code for code, _code in _options("code")).items()),
    )
    kind = AnyOf(field_name="application__lot__kind", label=_("Kind"), choices=LotKind.choices)
    organisation = django_filters.NumberFilter(
        field_name="application__organisation",
        label=_("Organisation"),
        min_value=1,
        max_value=2**53,
    )
    least = MoneyFilter(
        field_name="amount_cents", lookup_expr="gte", label=_("From, €"), required=False
    )
    most = MoneyFilter(
        field_name="amount_cents", lookup_expr="lte", label=_("To, €"), required=False
    )
    sort = django_filters.OrderingFilter(
        fields=(
            ("amount_cents", "amount"),
            ("recipient", "name"),
        ),
        choices=SORTS,
        label=_("Order"),
    )

    class Meta:
        model = Decision
        fields: list[str] = []
        form = RangeForm

    def with_words(self, awards: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Recipients by name, one that was renamed by each; or by number."""
        condition = applicant_named(value, "application__")
        if number := identity_number(value):
            condition |= Q(application__organisation__in=with_number(awards, number))
        found = awards.filter(condition).order_by().values("application__organisation")
        few = [one["application__organisation"] for one in found.distinct()[: FEW + 1]]
        return awards.filter(application__organisation__in=few if len(few) <= FEW else found)
