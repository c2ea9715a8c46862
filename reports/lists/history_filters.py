"""Choices among past awards, for their page, their file and the API."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.core.identity_number import identity_number
from grants.core.text_search import folded
from grants.models import LotKind
from reports.lists.filters import FEW, MOST_WORDS, AnyOf, funder_codes
from reports.models import HistoricAward, HistoricName
from reports.selectors.history import kept_sums, sources

# A kind that the list does not say is chosen under this word.
UNSAID = "none"


def _values(field: str) -> list[tuple[str, str]]:
    rows = kept_sums().order_by(field).values_list(field, flat=True).distinct()
    return [(str(value), str(value)) for value in rows if value != ""]


class PastAwardFilter(django_filters.FilterSet):
    """Funder, list, year, kind, theme, recipient."""

    q = django_filters.CharFilter(label=_("Recipient"), method="with_words", max_length=MOST_WORDS)
    funder = AnyOf(field_name="funder__code", label=_("Funder"), choices=funder_codes)
    source = AnyOf(
        field_name="batch",
        label=_("List"),
        choices=lambda: [(str(one.pk), one.file_name) for one in sources()],
    )
    year = AnyOf(label=_("Year"), choices=lambda: _values("year"))
    kind = AnyOf(
        label=_("Kind"), choices=[*LotKind.choices, (UNSAID, _("not said"))], method="of_kinds"
    )
    theme = AnyOf(label=_("Theme"), choices=lambda: _values("theme"))

    class Meta:
        model = HistoricAward
        fields: list[str] = []

    def with_words(
        self, awards: QuerySet[HistoricAward], name: str, value: str
    ) -> QuerySet[HistoricAward]:
        """Every word in the name; or the number of the recipient, however it is written."""
        named = HistoricName.objects.all()
        for word in folded(value).split():
            named = named.filter(folded__contains=word)
        few = list(named.values_list("folded", flat=True).distinct()[: FEW + 1])
        found = Q(organisation_folded__in=few if len(few) <= FEW else named.values("folded"))
        if number := identity_number(value):
            found |= Q(organisation_identity=number)
        return awards.filter(found)

    def of_kinds(
        self, awards: QuerySet[HistoricAward], name: str, value: list[str]
    ) -> QuerySet[HistoricAward]:
        if not value:
            return awards
        return awards.filter(kind__in=["" if one == UNSAID else one for one in value])


def figures_of(chosen: PastAwardFilter) -> QuerySet[Any]:
    """What the sums of a choice are made from: those that are kept, or the rows where words choose
    among recipients.
    """
    if chosen.is_bound and (not chosen.form.is_valid() or chosen.form.cleaned_data["q"]):
        return chosen.qs
    return PastAwardFilter(chosen.data, queryset=kept_sums()).qs
